/* SPDX-License-Identifier: Apache-2.0 */
// The timeline: a lane for each router, states as bars of different height, events as marks that tell their cause. To
// the keyboard it is one list with a cursor; to a screen reader each mark is an option with its cause as its name.

const LANE_HEIGHT = 30;
const BAR_HEIGHTS = {active: 18, backup: 10, initialize: 3};
const TICK_STEPS = [10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 604800]
  .map(seconds => seconds * 1000);

/** The part of time that is drawn; a length of 0 means everything that is known. */
function timeWindow(routers, length, now) {
  if (length > 0) {
    return {from: now - length, to: now};
  }
  const starts = routers.flatMap(router => (router.timeline ?? []).slice(0, 1)).map(event => Date.parse(event.at));
  const from = Math.min(now - 60000, ...starts);
  return {from: from - (now - from) * 0.02, to: now};
}

/** Marks that would cover each other are drawn as ticks: three or more within a few pixels. */
function crowded(xs, i) {
  return [i - 2, i - 1, i].some(first => first >= 0 && first + 2 < xs.length && xs[first + 2] - xs[first] < 14);
}

/** What a router was, as spans of time: nothing is said about the time before its first event. */
function stateSpans(router, now) {
  const changes = (router.timeline ?? []).filter(event => !isAnomaly(event) && event.to);
  const spans = changes.map((event, i) => ({
    state: event.to,
    from: Date.parse(event.at),
    to: i + 1 < changes.length ? Date.parse(changes[i + 1].at) : now,
  }));
  return spans.length > 0 ? spans : [{state: router.state, from: -Infinity, to: now}];
}

function bars(router, time, x, width) {
  return stateSpans(router, time.to)
    .filter(part => part.to >= time.from && part.from <= time.to)
    .map(part => {
      const left = Math.max(0, x(part.from));
      const kind = stateClass(part.state);
      const height = BAR_HEIGHTS[kind];
      return s('rect', {
        class: `span ${kind}`,
        x: left.toFixed(1),
        y: (LANE_HEIGHT - height) / 2,
        width: Math.max(1, Math.min(width, x(part.to)) - left).toFixed(1),
        height,
        rx: Math.min(4, height / 2),
      });
    });
}

function shapeOf(event, crowded) {
  const middle = LANE_HEIGHT / 2;
  if (crowded) {
    return s('rect', {class: 'shape crowded', x: -1, y: middle - 12, width: 2, height: 24});
  }
  return isAnomaly(event)
    ? s('path', {class: 'shape', d: `M0 ${middle - 7}l7 7l-7 7l-7 -7z`})
    : s('circle', {class: 'shape', cy: middle, r: 5.5});
}

function mark(router, event, x, crowded) {
  const when = CLOCK.format(Date.parse(event.at));
  const kind = isAnomaly(event) ? `anomaly${event.began === false ? ' over' : ''}` : stateClass(event.to);
  return s('g', {
    role: 'option',
    class: `mark ${kind}`,
    'data-key': `${routerKey(router)}#${event.sequence ?? event.at}`,
    'data-router': routerKey(router),
    'data-x': x.toFixed(1),
    'aria-label': `${router.name}, ${when}, ${eventTitle(event)}: ${causeOf(event)}`,
    'aria-selected': 'false',
    tabindex: '-1',
    transform: `translate(${x.toFixed(1)} 0)`,
  }, s('circle', {class: 'reach', cy: LANE_HEIGHT / 2, r: crowded ? 6 : 12}), shapeOf(event, crowded));
}

function lane(router, routers, time, width) {
  const x = at => ((at - time.from) / (time.to - time.from)) * width;
  const events = (router.timeline ?? []).filter(event => Date.parse(event.at) >= time.from);
  const xs = events.map(event => Math.min(width - 6, x(Date.parse(event.at))));
  return h('div', {class: 'lane', role: 'group', 'aria-label': router.name, 'data-key': routerKey(router)},
    h('a', {
      class: 'lane-name', href: `#${cardId(router)}`, tabindex: '-1', 'aria-hidden': 'true', 'data-goto': routerKey(router),
    }, h('i', {class: `key ${stateClass(router.state)}`}), h('span', null, routerTitle(router, routers))),
    s('svg', {class: 'track', role: 'none', width, height: LANE_HEIGHT, viewBox: `0 0 ${width} ${LANE_HEIGHT}`},
      s('line', {class: 'rail', x1: 0, x2: width, y1: LANE_HEIGHT / 2, y2: LANE_HEIGHT / 2}),
      bars(router, time, x, width),
      events.map((event, i) => mark(router, event, xs[i], crowded(xs, i)))));
}

function axis(time, width) {
  const length = time.to - time.from;
  const room = Math.max(2, Math.floor(width / 90));
  const step = TICK_STEPS.find(candidate => length / candidate <= room) ?? 30 * 86400000;
  const zone = new Date(time.to).getTimezoneOffset() * 60000;
  const first = Math.ceil((time.from - zone) / step) * step + zone;
  const ticks = [];
  for (let at = first; at <= time.to; at += step) {
    const x = ((at - time.from) / length) * width;
    const label = step < 60000 ? CLOCK.format(at) : step < 86400000 ? SHORT_CLOCK.format(at) : DAY.format(at);
    ticks.push(s('line', {class: 'tick', x1: x, x2: x, y1: 0, y2: 5}));
    if (x > 24 && x < width - 24) {
      ticks.push(s('text', {x, y: 18, 'text-anchor': 'middle'}, label));
    }
  }
  return h('div', {class: 'lane axis', 'aria-hidden': 'true', 'data-key': '/axis'},
    h('span', {class: 'lane-name'}),
    s('svg', {class: 'track', width, height: 22, viewBox: `0 0 ${width} 22`}, ticks));
}

let drawn = ''; // What the timeline shows, but for the time that goes by.

/** Draws all lanes. While somebody looks at a mark it stands still, until something happens. */
function drawTimeline(routers, length, now) {
  const list = $('timeline');
  const wanted = JSON.stringify([length, list.clientWidth, routers.map(router => [routerKey(router), router.timeline?.at(-1)?.at])]);
  if (!$('tip').hidden && wanted === drawn) {
    return;
  }
  drawn = wanted;
  const cursor = list.querySelector('[tabindex="0"]')?.getAttribute('data-key');
  const names = parseFloat(getComputedStyle(list).getPropertyValue('--names')) || 150;
  const width = Math.max(120, list.clientWidth - names - 12);
  const time = timeWindow(routers, length, now);
  render(list, routers.map(router => lane(router, routers, time, width)), axis(time, width));
  const marks = [...list.querySelectorAll('.mark')];
  moveCursor(marks.find(node => node.getAttribute('data-key') === cursor) ?? marks.at(-1));
  const looked = !$('tip').hidden && marks.find(node => node.getAttribute('data-key') === tipOf);
  if (looked) {
    showTip(looked, routers, now);
  } else {
    hideTip();
  }
}

/** The mark that the Tab key comes to. */
function moveCursor(to) {
  for (const node of $('timeline').querySelectorAll('.mark')) {
    node.setAttribute('tabindex', node === to ? '0' : '-1');
    node.setAttribute('aria-selected', String(node === to && node === document.activeElement));
  }
}

function neighbor(from, key) {
  const lanes = [...$('timeline').querySelectorAll('.lane:not(.axis)')].map(row => [...row.querySelectorAll('.mark')]);
  const row = lanes.findIndex(marks => marks.includes(from));
  const marks = lanes[row];
  const column = marks.indexOf(from);
  switch (key) {
    case 'ArrowLeft': return marks[column - 1];
    case 'ArrowRight': return marks[column + 1];
    case 'Home': return marks[0];
    case 'End': return marks.at(-1);
    case 'ArrowUp': return nearest(lanes.slice(0, row).reverse(), from);
    case 'ArrowDown': return nearest(lanes.slice(row + 1), from);
    default: return undefined;
  }
}

function nearest(lanes, from) {
  const x = node => Number(node.getAttribute('data-x'));
  const marks = lanes.find(row => row.length > 0) ?? [];
  return [...marks].sort((a, b) => Math.abs(x(a) - x(from)) - Math.abs(x(b) - x(from)))[0];
}

let tipOf = null; // The key of the mark that the tip is about.

function showTip(node, routers, now) {
  const tip = $('tip');
  tipOf = node.getAttribute('data-key');
  const [key, sequence] = node.getAttribute('data-key').split('#');
  const router = routers.find(candidate => routerKey(candidate) === key);
  const event = router?.timeline?.find(candidate => String(candidate.sequence ?? candidate.at) === sequence);
  if (!event) {
    return;
  }
  render(tip,
    h('p', {class: 'tip-title'}, h('b', null, eventTitle(event)), h('span', null, clock(Date.parse(event.at), now))),
    h('p', null, causeOf(event)),
    h('p', {class: 'muted'}, [router.name, event.subject, event.trigger && lower(event.trigger)].filter(Boolean).join(' \u00b7 ')));
  tip.hidden = false;
  const panel = $('timeline-panel').getBoundingClientRect();
  const at = node.querySelector('.shape').getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left + at.width / 2 - panel.left - tip.offsetWidth / 2), panel.width - tip.offsetWidth - 8);
  const above = at.top - panel.top - tip.offsetHeight - 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${at.top - tip.offsetHeight - 8 > 0 ? above : at.bottom - panel.top + 8}px`;
}

const hideTip = () => {
  $('tip').hidden = true;
};

/** Hover, focus and keys; told once, because the marks come and go. */
function listenToTimeline(current) {
  const list = $('timeline');
  const markAt = event => event.target.closest?.('.mark');
  list.addEventListener('pointerover', event => (markAt(event) ? showTip(markAt(event), current().routers, current().now) : hideTip()));
  list.addEventListener('pointerleave', hideTip);
  list.addEventListener('focusin', event => {
    if (markAt(event)) {
      moveCursor(markAt(event));
      showTip(markAt(event), current().routers, current().now);
    }
  });
  list.addEventListener('focusout', event => {
    moveCursor(markAt(event));
    hideTip();
  });
  list.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      hideTip();
      return;
    }
    const to = markAt(event) && neighbor(markAt(event), event.key);
    if (to) {
      event.preventDefault();
      to.focus();
    }
  });
}
