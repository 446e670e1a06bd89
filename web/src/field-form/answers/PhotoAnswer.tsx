import type { UploadNode } from '@getodk/xforms-engine';
import { createEffect, createSignal, onCleanup, Show, type JSX } from 'solid-js';
import { CameraIcon } from '../icons.tsx';
import { described, Question, QuestionGroup } from '../Question.tsx';
import { useFilling } from '../filling.ts';
import { prepare } from '../photo.ts';
import { FILE_PREFIX } from '../session.ts';
import { newInstanceId } from '../submission.ts';
import { size, stripDate, stripTime, useWording } from '../texts.ts';

/** A photo by the camera, shown 4:3 as it will be sent; or, for other media, a file. */
export function PhotoAnswer(props: { readonly node: UploadNode }): JSX.Element {
  return (
    <Show when={props.node.nodeOptions.media.type === 'image'} fallback={<FileAnswer node={props.node} />}>
      <ImageAnswer node={props.node} />
    </Show>
  );
}

/** Milliseconds. */
const DAY = 86_400_000;

/** A name that no other attachment of any record has. */
const freshName = (): string => FILE_PREFIX + newInstanceId().slice(5, 18);

function ImageAnswer(props: { readonly node: UploadNode }): JSX.Element {
  const filling = useFilling();
  const { t, language } = useWording();
  const attributes = described(props.node);
  const [working, setWorking] = createSignal(false);
  const [broken, setBroken] = createSignal(false);
  const address = addressOf(() => props.node.currentState.value);
  let picker!: HTMLInputElement;

  const strip = (taken: Date) => {
    // A photo of today is dated by the district's clock; an older one keeps its own time, so that it can be seen to be old.
    const isFresh = Math.abs(Date.now() - taken.getTime()) < DAY;
    const at = new Date(taken.getTime() + (isFresh ? filling.contract.clockAhead : 0));
    const cell = filling.cell();
    return {
      time: stripTime(at),
      date: stripDate(language(), at),
      place: cell ? t('cell', { ...cell }).trim() : '',
      role: filling.contract.roleTitle,
      mark: filling.contract.synthetic ? t('demoMark') : '',
    };
  };
  const take = async (original: File | undefined): Promise<void> => {
    if (!original) return;
    setBroken(false);
    if (original.type !== '' && !original.type.startsWith('image/')) {
      setBroken(true);
      return;
    }
    setWorking(true);
    try {
      const { file } = await prepare(original, freshName(), strip);
      props.node.setValue(file);
    } catch {
      setBroken(true);
    } finally {
      setWorking(false);
      picker.value = '';
    }
  };

  return (
    <QuestionGroup node={props.node}>
      <Show when={address()}>
        {(source) => (
          <figure class="photo">
            <img src={source()} alt={t('photoOf', { label: props.node.currentState.label?.asString ?? '' })} />
          </figure>
        )}
      </Show>
      <Show when={broken()}>
        <p class="fault" role="alert">
          {t('photoBroken')}
        </p>
      </Show>
      <Show when={!props.node.currentState.readonly}>
        <div class="row" classList={{ two: address() !== null }}>
          <label class="btn" classList={{ tall: address() === null }}>
            <CameraIcon />
            <span>{working() ? t('photoWorking') : address() ? t('retake') : t('takePhoto')}</span>
            <input
              ref={picker}
              class="vh"
              type="file"
              accept="image/*"
              capture="environment"
              disabled={working()}
              aria-labelledby={`${attributes.id}-label ${attributes.id}-take`}
              onChange={(event) => void take(event.currentTarget.files?.[0])}
            />
          </label>
          <Show when={address()}>
            <button type="button" class="btn" onClick={() => props.node.setValue(null)}>
              {t('removePhoto')}
            </button>
          </Show>
        </div>
        <span hidden id={`${attributes.id}-take`}>
          {address() ? t('retake') : t('takePhoto')}
        </span>
      </Show>
    </QuestionGroup>
  );
}

function FileAnswer(props: { readonly node: UploadNode }): JSX.Element {
  const { t } = useWording();
  const attributes = described(props.node);
  const file = (): File | null => props.node.currentState.value;
  return (
    <Question node={props.node}>
      <Show when={file()}>
        {(chosen) => (
          <p class="hint">
            {chosen().name}　{size(chosen().size)}
          </p>
        )}
      </Show>
      <div class="row">
        <label class="btn">
          <span>{file() ? t('otherFile') : t('chooseFile')}</span>
          <input
            {...attributes}
            class="vh"
            type="file"
            accept={props.node.nodeOptions.media.accept}
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? [];
              if (chosen) props.node.setValue(new File([chosen], freshName() + (/\.\w{1,5}$/.exec(chosen.name)?.[0] ?? ''), { type: chosen.type }));
            }}
          />
        </label>
        <Show when={file()}>
          <button type="button" class="btn quiet" onClick={() => props.node.setValue(null)}>
            {t('removeFile')}
          </button>
        </Show>
      </div>
    </Question>
  );
}

/** An address under which the browser shows the file; freed when the file changes or the question goes. */
function addressOf(file: () => File | null): () => string | null {
  const [address, setAddress] = createSignal<string | null>(null);
  createEffect(() => {
    const now = file();
    if (now === null) {
      setAddress(null);
      return;
    }
    const made = URL.createObjectURL(now);
    setAddress(made);
    onCleanup(() => URL.revokeObjectURL(made));
  });
  return address;
}

