import { Show, type JSX } from 'solid-js';
import type { Contract } from './contract.ts';
import { BackIcon } from './icons.tsx';
import { useWording } from './texts.ts';

/** The bar under which everything stands: back, title, the post, and to the right whatever the stage has to say. */
export function Bar(props: { readonly contract: Contract; readonly back?: (() => void) | null; readonly children?: JSX.Element }): JSX.Element {
  const { t } = useWording();
  return (
    <>
      <header class="bar">
        <Show
          when={props.back}
          fallback={
            <a class="back" href={props.contract.doneUrl} aria-label={t('back')}>
              <BackIcon />
            </a>
          }
        >
          <button type="button" class="back" aria-label={t('backPage')} onClick={() => props.back?.()}>
            <BackIcon />
          </button>
        </Show>
        <h1>
          {props.contract.formTitle}
          <small>{props.contract.roleTitle}</small>
        </h1>
        {props.children}
      </header>
      <Show when={props.contract.synthetic}>
        <p class="demo">{t('demo')}</p>
      </Show>
    </>
  );
}
