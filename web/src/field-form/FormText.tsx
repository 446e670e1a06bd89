// A form's own words: labels, hints and messages, with the little Markdown that XLSForm allows.
// Colours, fonts and raw HTML that a form may ask for are left out: red is for what is late, and the page's policy allows no styles.
import type { MarkdownNode, TextRange, TextRole } from '@getodk/xforms-engine';
import { For, Match, Show, Switch, type JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useFilling } from './filling.ts';
import { mediaAddress } from './session.ts';

const INLINE: Readonly<Record<string, string>> = { strong: 'strong', em: 'em', u: 'u', ul: 'ul', ol: 'ol', li: 'li' };
const BLOCK = new Set(['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const SAFE_ADDRESS = /^(https?:|mailto:|tel:)/i;

/** The words of `range` and the picture that may go with them. */
export function FormText<Role extends TextRole>(props: { readonly range: TextRange<Role> | null }): JSX.Element {
  const filling = useFilling();
  return (
    <Show when={props.range}>
      {(range) => (
        <>
          <Nodes nodes={range().formatted} />
          <Show when={range().imageSource}>
            {(source) => <img class="said" src={mediaAddress(filling.contract, source().href)} alt={range().asString} />}
          </Show>
        </>
      )}
    </Show>
  );
}

function Nodes(props: { readonly nodes: readonly MarkdownNode[] }): JSX.Element {
  return <For each={props.nodes}>{(node) => <OneNode node={node} />}</For>;
}

function OneNode(props: { readonly node: MarkdownNode }): JSX.Element {
  const node = props.node;
  return (
    <Switch>
      <Match when={node.role === 'child' && node}>{(child) => <>{child().value}</>}</Match>
      <Match when={node.role === 'html' && node}>{(html) => <>{html().unsafeHtml.replace(/<[^>]*>/g, '')}</>}</Match>
      <Match when={node.role === 'line-break'}>
        <br />
      </Match>
      <Match when={node.role === 'parent' && node.elementName === 'a' && node}>
        {(anchor) => {
          const url = (anchor() as { url?: string }).url ?? '';
          return (
            <Show when={SAFE_ADDRESS.test(url)} fallback={<Nodes nodes={anchor().children} />}>
              <a href={url} target="_blank" rel="noreferrer">
                <Nodes nodes={anchor().children} />
              </a>
            </Show>
          );
        }}
      </Match>
      <Match when={node.role === 'parent' && node}>
        {(parent) => (
          <Dynamic
            component={INLINE[parent().elementName] ?? 'span'}
            class={BLOCK.has(parent().elementName) ? (parent().elementName.startsWith('h') ? 'para strong' : 'para') : undefined}
          >
            <Nodes nodes={parent().children} />
          </Dynamic>
        )}
      </Match>
    </Switch>
  );
}
