import type { GeopointInputNode } from '@getodk/xforms-engine';
import { createEffect, createSignal, on, onCleanup, onMount, Show, untrack, type JSX } from 'solid-js';
import { PlaceIcon } from '../icons.tsx';
import { QuestionGroup } from '../Question.tsx';
import { controlId, useFilling } from '../filling.ts';
import { cellOf, GOOD_ENOUGH, locate, PATIENCE, typed, type CellName, type NoPosition } from '../place.ts';
import { useWording } from '../texts.ts';

/** A position: found by itself when the question comes up, typed by hand where that is not to be had, never in the way. */
export function PlaceAnswer(props: { readonly node: GeopointInputNode }): JSX.Element {
  const filling = useFilling();
  const { t } = useWording();
  const point = () => props.node.currentState.value;
  const locked = (): boolean => props.node.currentState.readonly;
  const [searching, setSearching] = createSignal(false);
  const [missing, setMissing] = createSignal<NoPosition | null>(null);
  const [byHand, setByHand] = createSignal(false);
  const [cell, setCell] = createSignal<CellName | null | undefined>(undefined);
  let watch = new AbortController();

  const search = async (): Promise<void> => {
    watch.abort();
    const mine = (watch = new AbortController());
    setMissing(null);
    setByHand(false);
    setSearching(true);
    const reason = await locate((position) => props.node.setValue(position), mine.signal, props.node.nodeOptions.accuracyThreshold ?? GOOD_ENOUGH);
    if (mine.signal.aborted) return;
    setSearching(false);
    setMissing(reason);
  };

  // The cell is asked for when the search has ended, not at each improvement on the way.
  createEffect(
    on([point, searching], ([position, busy]) => {
      if (position === null) {
        setCell(undefined);
        return;
      }
      if (busy) return;
      const asked = new AbortController();
      onCleanup(() => asked.abort());
      void cellOf(filling.contract.cellsUrl, position, asked.signal).then((found) => {
        if (asked.signal.aborted) return;
        setCell(found);
        filling.setCell(found ?? null);
      });
    }),
  );

  onMount(() => {
    if (point() === null && !locked()) void search();
  });
  onCleanup(() => watch.abort());

  const words = (): string => {
    const found = cell();
    if (found) return t('cell', { ...found }).trim();
    return found === null ? t('noCell') : coordinates();
  };
  const coordinates = (): string => {
    const at = point();
    return at ? t('point', { longitude: at.longitude, latitude: at.latitude }) : '';
  };
  const precision = (): string => {
    const accuracy = point()?.accuracy;
    if (accuracy == null) return t('locatedByHand');
    return t(searching() ? 'locatingSoFar' : 'located', { metres: Math.round(accuracy) });
  };
  const reason = (): string => {
    const why = missing();
    if (why === 'declined') return t('declined');
    return why === 'no-signal' ? t('noSignal', { seconds: PATIENCE }) : t('notOffered');
  };

  return (
    <QuestionGroup node={props.node}>
      <div class="loc" aria-live="polite">
        <PlaceIcon />
        <Show
          when={point()}
          fallback={
            <span>
              <Show when={missing()} fallback={<b>{searching() ? t('locating') : '—'}</b>}>
                <small class="why">{reason()}</small>
              </Show>
            </span>
          }
        >
          <span>
            <b>{words()}</b>
            <small>{precision()}</small>
            <Show when={cell() === null}>
              <small>{coordinates()}</small>
            </Show>
          </span>
        </Show>
      </div>
      <Show when={!locked()}>
        <Show when={byHand()}>
          <ByHand node={props.node} close={() => setByHand(false)} />
        </Show>
        <div class="row">
          <Show when={!searching()}>
            <button type="button" class="btn quiet" onClick={() => void search()}>
              {point() ? t('relocate') : t('locate')}
            </button>
          </Show>
          <Show when={!byHand()}>
            <button type="button" class="btn quiet" onClick={() => { watch.abort(); setSearching(false); setByHand(true); }}>
              {t('placeByHand')}
            </button>
          </Show>
        </div>
      </Show>
    </QuestionGroup>
  );
}

function ByHand(props: { readonly node: GeopointInputNode; readonly close: () => void }): JSX.Element {
  const { t } = useWording();
  const id = controlId(props.node);
  const at = untrack(() => props.node.currentState.value);
  const [latitude, setLatitude] = createSignal(at?.latitude.toString() ?? '');
  const [longitude, setLongitude] = createSignal(at?.longitude.toString() ?? '');
  const [wrong, setWrong] = createSignal(false);
  const use = (): void => {
    const position = typed(latitude(), longitude());
    setWrong(position === null);
    if (position === null) return;
    props.node.setValue(position);
    props.close();
  };
  const clear = (): void => {
    props.node.setValue(null);
    props.close();
  };
  return (
    <div class="byhand">
      <label class="asked small" for={`${id}-lon`}>
        {t('longitude')}
      </label>
      <label class="asked small" for={`${id}-lat`}>
        {t('latitude')}
      </label>
      <input id={`${id}-lon`} class="inp" inputmode="decimal" autocomplete="off" value={longitude()} onInput={(event) => setLongitude(event.currentTarget.value)} />
      <input id={`${id}-lat`} class="inp" inputmode="decimal" autocomplete="off" value={latitude()} onInput={(event) => setLatitude(event.currentTarget.value)} />
      <Show when={wrong()}>
        <p class="fault" role="alert">
          {t('needPoint')}
        </p>
      </Show>
      <div class="row two">
        <button type="button" class="btn" onClick={use}>
          {t('usePlace')}
        </button>
        <button type="button" class="btn" onClick={clear}>
          {t('clearPlace')}
        </button>
      </div>
    </div>
  );
}
