// How a form falls into pages: a phone shows one at a time.
//
// A group shown as a field list is a page, as in ODK Collect; so is a top-level group or repeat. Questions that stand loose between
// them share a page. A group that holds field lists is opened up into them. Only what a person sees makes a page: values that are
// only calculated have none, and a page whose questions are all irrelevant is passed over.
import type { AnyLeafNode, GeneralChildNode, GroupNode, RepeatInstanceNode, TextRange } from '@getodk/xforms-engine';

export interface Page {
  /** Stable while the form is open: the first node's id. */
  readonly key: string;
  readonly title: TextRange<'label'> | null;
  readonly nodes: readonly GeneralChildNode[];
}

type Parent = { readonly currentState: { readonly children: readonly GeneralChildNode[] } };

// A group that the form's body does not show (meta) has no appearances, whatever the engine's type says.
const isFieldList = (node: GroupNode): boolean => (node.appearances as GroupNode['appearances'] | null)?.['field-list'] === true;

/** Whether a person sees this node at all, now or ever. */
export const isShown = (node: GeneralChildNode): boolean => node.nodeType !== 'model-value';

/** All pages of the form in order, relevant or not. */
export function pagesOf(parent: Parent): Page[] {
  const pages: Page[] = [];
  let loose: GeneralChildNode[] = [];
  const close = (): void => {
    const [first] = loose;
    if (first) pages.push({ key: first.nodeId, title: loose.length === 1 ? first.currentState.label : null, nodes: loose });
    loose = [];
  };
  for (const node of parent.currentState.children.filter(isShown)) {
    if (node.nodeType === 'group') {
      close();
      const opensUp = !isFieldList(node) && node.currentState.children.some((child: GeneralChildNode) => child.nodeType === 'group' && isFieldList(child));
      if (opensUp) pages.push(...pagesOf(node));
      else pages.push({ key: node.nodeId, title: node.currentState.label, nodes: [node] });
    } else if (node.nodeType === 'repeat-range:controlled' || node.nodeType === 'repeat-range:uncontrolled') {
      close();
      pages.push({ key: node.nodeId, title: node.currentState.label, nodes: [node] });
    } else {
      loose.push(node);
    }
  }
  close();
  return pages;
}

/** Whether there is anything on the page to see or answer, as the answers stand. Reads reactive state. */
export const isRelevant = (page: Page): boolean =>
  page.nodes.some((node) => {
    if (!node.currentState.relevant) return false;
    return node.nodeType !== 'group' || node.currentState.hasRelevantBodyNodes;
  });

/** The relevant leaves of a page in the order they stand on it, through groups and repeats. Reads reactive state. */
export function questionsOf(page: Page): AnyLeafNode[] {
  return page.nodes.flatMap(leavesOf);
}

function leavesOf(node: GeneralChildNode | RepeatInstanceNode): AnyLeafNode[] {
  if (!node.currentState.relevant) return [];
  switch (node.nodeType) {
    case 'group':
    case 'repeat-instance':
      return node.currentState.children.flatMap(leavesOf);
    case 'repeat-range:controlled':
    case 'repeat-range:uncontrolled':
      return node.currentState.children.flatMap(leavesOf);
    default:
      return [node];
  }
}

/** Every leaf of the form, relevant or not. */
export function allLeavesOf(parent: Parent): AnyLeafNode[] {
  return parent.currentState.children.flatMap((node): AnyLeafNode[] => {
    if (node.nodeType === 'group') return allLeavesOf(node);
    if (node.nodeType === 'repeat-range:controlled' || node.nodeType === 'repeat-range:uncontrolled') {
      return node.currentState.children.flatMap(allLeavesOf);
    }
    return [node];
  });
}
