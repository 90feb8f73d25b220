/* SPDX-License-Identifier: Apache-2.0 */
// Elements are made anew for each document and the ones on the page are made like them, so that focus, scroll positions and
// selections survive. Text only ever becomes text: nothing here reads HTML.

const $ = id => document.getElementById(id);

function make(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

/** An HTML element. Attributes and children that are false or null are left out; a true attribute is an empty one. */
const h = (name, props, ...children) => make(document.createElement(name), props, children);

/** An SVG element. */
const s = (name, props, ...children) =>
  make(document.createElementNS('http://www.w3.org/2000/svg', name), props, children);

const keyOf = node => (node.nodeType === Node.ELEMENT_NODE ? node.getAttribute('data-key') : null);

const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

/** Makes the children of an element like these, keeping what is alike. */
function render(parent, ...children) {
  const wanted = h('div', null, ...children);
  morphChildren(parent, [...wanted.childNodes]);
}

function morphChildren(parent, wanted) {
  const keyed = new Map();
  for (const child of parent.childNodes) {
    if (keyOf(child) !== null) {
      keyed.set(keyOf(child), child);
    }
  }
  let at = parent.firstChild;
  for (const next of wanted) {
    const key = keyOf(next);
    const known = key === null ? at : keyed.get(key);
    if (known && alike(known, next)) {
      if (known === at) {
        at = at.nextSibling;
      } else {
        parent.insertBefore(known, at);
      }
      morph(known, next);
    } else {
      parent.insertBefore(next, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function morph(node, wanted) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (node.data !== wanted.data) {
      node.data = wanted.data;
    }
    return;
  }
  for (const name of node.getAttributeNames()) {
    if (!wanted.hasAttribute(name)) {
      node.removeAttribute(name);
    }
  }
  for (const name of wanted.getAttributeNames()) {
    if (node.getAttribute(name) !== wanted.getAttribute(name)) {
      node.setAttribute(name, wanted.getAttribute(name));
    }
  }
  morphChildren(node, [...wanted.childNodes]);
}
