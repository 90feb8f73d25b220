/* SPDX-License-Identifier: Apache-2.0 */
// What an application says of itself besides its routers: tables, drawn anew with each document.

const NOTHING = '\u2013';
const WHOLE = new Intl.NumberFormat();
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Octets in the largest unit that leaves a whole number, with three digits. */
function octets(number) {
  let value = number;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toPrecision(3)} ${UNITS[unit]}`;
}

/** How a value of each kind is said; what is no number is said as it is. */
const KINDS = {
  count: value => WHOLE.format(value),
  octets,
  millis: span,
};

const TONES = ['good', 'warn', 'bad'];

const toneOf = given => (TONES.includes(given?.tone) ? given.tone : '');

function saidAs(kind, value) {
  if (value === null || value === undefined || value === '') {
    return NOTHING;
  }
  return typeof value === 'number' && Object.hasOwn(KINDS, kind) ? KINDS[kind](value) : String(value);
}

/** A cell is a value, or an object with one. */
const cellOf = given => (given !== null && typeof given === 'object' ? given : {value: given});

function content(column, cell, now) {
  const text = saidAs(column.kind, cell.value);
  const tone = toneOf(cell);
  const note = parts(cell.note, cell.at && `${calmSpan(now - Date.parse(cell.at))} ago`);
  return [tone ? h('span', {class: `chip ${tone}`}, text) : text, note && h('small', {class: 'muted'}, note)];
}

const isNumeric = column => Object.hasOwn(KINDS, column.kind);

function row(columns, cells, now) {
  return h('tr', {'data-key': String(cellOf(cells[0]).value)},
    columns.map((column, i) => h(i === 0 ? 'th' : 'td',
      {scope: i === 0 && 'row', class: isNumeric(column) ? 'number' : i === 0 ? 'check-name' : false},
      content(column, cellOf(cells[i]), now))));
}

function section(described, index, now) {
  const columns = described.columns ?? [];
  const rows = described.rows ?? [];
  const id = `section-${index}`;
  return h('section', {class: 'panel', 'aria-labelledby': id, 'data-key': described.title},
    h('div', {class: 'panel-head'}, h('h2', {id}, described.title)),
    (described.facts ?? []).length > 0 && h('dl', {class: 'facts'},
      described.facts.map(given => fact(given.name, content(given, given, now)))),
    rows.length === 0
      ? h('p', {class: 'muted none'}, described.none ?? 'Nothing.')
      : h('div', {class: 'scroll'}, h('table', {'aria-label': described.title},
        h('thead', null, h('tr', null, columns.map(column =>
          h('th', {scope: 'col', class: isNumeric(column) && 'number'}, column.title)))),
        h('tbody', null, rows.map(cells => row(columns, cells, now))))));
}

function drawSections(sections, now) {
  render($('sections'), sections.map((described, index) => section(described, index, now)));
}

/** What sections want to be seen of at a glance. */
const sectionTiles = sections => sections.filter(described => described.tile).map(({tile: {value, label, tone}}) =>
  tile(saidAs('count', value), label, tone === 'bad' ? 'bad' : ''));
