// What the page that hosts the field form says about it, in data attributes of <div id="field-form">.
// The server renders them (Gridwork.Server/FieldForms); nothing else is known here about where the form comes from.

/** The island's orders: where to read, where to send, whom it serves. Addresses are same-origin. */
export interface Contract {
  /** The form's ODK XForm. Its address carries the version, so a draft never meets another version's questions. */
  readonly formUrl: string;
  /** Takes multipart/form-data as OpenRosa's form submission does, answers 201 or 202 with JSON. */
  readonly submitUrl: string;
  /** Where the form's own media lie (pictures of choices, lists); ends without a slash. Empty when there are none. */
  readonly mediaBase: string;
  /** Anti-forgery token, sent as the header RequestVerificationToken. */
  readonly csrf: string;
  /** Gives a fresh token, where a page stood open until its own held no longer. Empty when there is none. */
  readonly tokenUrl: string;
  /** "zh" or "en": the language of the page, and of the form where it has it. */
  readonly lang: string;
  /** The post that fills the form (never a person's name), shown under the title and in the photo's strip. */
  readonly roleTitle: string;
  readonly formTitle: string;
  /** True in a demo district: the synthetic mark stands under the bar and in every photo's strip. */
  readonly synthetic: boolean;
  /** Names the cell of a point: GET with lon and lat in degrees (WGS-84) → {"name": "…", "village": "…"}. Empty when there is none. */
  readonly cellsUrl: string;
  /** Where the back arrow and the end lead. */
  readonly doneUrl: string;
  /** Whose drafts these are, so that a shared phone shows nobody another's. Opaque. */
  readonly person: string;
  /** Milliseconds that the district's clock is ahead of the phone's (negative: behind); 0 but in a demo. Only shown times use it. */
  readonly clockAhead: number;
}

/**
 * Reads the contract off the hosting element.
 * @throws Error naming the attribute when one that nothing works without is missing.
 */
export function readContract(host: { readonly dataset: DOMStringMap }, now: Date): Contract {
  const data = host.dataset;
  const need = (name: 'formUrl' | 'submitUrl'): string => {
    const value = data[name];
    if (!value) throw new Error(`#field-form lacks data-${name.replace(/[A-Z]/g, (letter) => '-' + letter.toLowerCase())}`);
    return value;
  };
  const districtNow = data.now ? Date.parse(data.now) : Number.NaN;
  const roleTitle = data.roleTitle ?? '';
  return {
    formUrl: need('formUrl'),
    submitUrl: need('submitUrl'),
    mediaBase: (data.mediaBase ?? '').replace(/\/$/, ''),
    csrf: data.csrf ?? '',
    tokenUrl: data.tokenUrl ?? '',
    lang: data.lang?.toLowerCase().startsWith('en') ? 'en' : 'zh',
    roleTitle,
    formTitle: data.formTitle ?? '',
    synthetic: data.synthetic === 'true',
    cellsUrl: data.cellsUrl ?? '',
    doneUrl: data.doneUrl ?? '/',
    person: data.person ?? roleTitle,
    clockAhead: Number.isNaN(districtNow) ? 0 : districtNow - now.getTime(),
  };
}
