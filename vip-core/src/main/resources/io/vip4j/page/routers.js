/* SPDX-License-Identifier: Apache-2.0 */
// A card for each router: what matters at a glance in its head, everything else below it when it is open.

const MANY = 4; // More routers than this start closed.
const EVENTS_SHOWN = 6;

const folds = new Map(); // Router key to whether it is open, where somebody has said so.

const cardId = router => `router-${encodeURIComponent(routerKey(router)).replaceAll('%', '_')}`;

const isOpen = (router, routers) => folds.get(routerKey(router)) ?? routers.length <= MANY;

function lastTransition(router) {
  return (router.timeline ?? []).filter(event => !isAnomaly(event) && event.from !== event.to).at(-1);
}

const sinceMillis = (router, now) => {
  const last = lastTransition(router);
  return last ? now - Date.parse(last.at) : null;
};

/** What keeps a router from its work, unless that is what somebody wanted. */
const obstacleOf = router => (router.hold ? null : router.obstacle);

const troublesOf = router => (router.anomalies ?? []).length + (obstacleOf(router) ? 1 : 0);

const parts = (...texts) => texts.filter(Boolean).join(' \u00b7 ');

function owner(router) {
  if (router.state === 'ACTIVE') {
    return h('span', {class: 'owner own'}, 'this node', router.activeSource && h('code', null, router.activeSource));
  }
  return router.activeSource
    ? h('span', {class: 'owner'}, h('code', null, router.activeSource))
    : h('span', {class: 'owner nobody'}, 'nobody known');
}

function priority(router) {
  const now = router.effectivePriority ?? router.priority;
  return now === router.priority || router.priority === undefined
    ? h('span', null, String(now ?? '\u2013'))
    : h('span', null, h('s', {'aria-label': `configured ${router.priority}`}, String(router.priority)), ' ', h('b', null, String(now)));
}

function healthWord(checks) {
  const up = checks.filter(check => check.up).length;
  return up === checks.length
    ? h('span', {class: 'chip good'}, count(up, 'check up', 'checks up'))
    : h('span', {class: 'chip bad'}, `${checks.length - up} of ${count(checks.length, 'check', 'checks')} down`);
}

const fact = (name, ...value) => h('div', {class: 'fact'}, h('dt', null, name), h('dd', null, value));

function head(router, routers, now) {
  const open = isOpen(router, routers);
  const since = sinceMillis(router, now);
  const troubles = troublesOf(router);
  const identity = parts(
    router.vrid !== undefined && `VRID ${router.vrid}`, router.interface, router.family,
    router.protocolVersion && `VRRPv${router.protocolVersion}`, router.transport, router.group && `group ${router.group}`);
  return h('header', {class: 'card-head'},
    h('div', {class: 'title'},
      h('h3', null, h('button', {
        type: 'button', class: 'fold', 'aria-expanded': String(open), 'aria-controls': `${cardId(router)}-body`,
        'data-do': 'fold', 'data-router': routerKey(router),
      }, s('svg', {class: 'chevron', viewBox: '0 0 16 16', 'aria-hidden': 'true'}, s('path', {d: 'M6 4l4 4l-4 4'})),
      routerTitle(router, routers))),
      h('span', {class: `badge ${stateClass(router.state)}`}, stateWord(router.state)),
      since !== null && h('span', {class: 'muted since'}, `for ${calmSpan(since)}`)),
    h('p', {class: 'muted identity'}, identity),
    h('p', {class: 'chips'},
      (router.addresses ?? []).map(address => h('code', {class: 'chip'}, address)),
      (router.excludedAddresses ?? []).map(address => h('code', {class: 'chip faint', title: 'not advertised'}, address)),
      router.hold && h('span', {class: 'chip warn'}, 'held'),
      router.temporaryPriority && h('span', {class: 'chip warn'}, 'temporary priority'),
      (router.checks ?? []).length > 0 && healthWord(router.checks),
      troubles > 0 && h('span', {class: 'chip bad'}, count(troubles, 'problem', 'problems'))),
    h('dl', {class: 'facts'},
      fact('Owner', owner(router)),
      fact('Priority', priority(router)),
      router.peers && fact('Peers', String(router.peers.length)),
      open && router.advertisementIntervalMillis && fact('Interval', span(router.advertisementIntervalMillis).replace('.0 ', ' ')),
      open && router.leaseRemainingMillis !== undefined && router.leaseRemainingMillis !== null
        && fact('Lease left', span(router.leaseRemainingMillis)),
      open && router.term && fact(router.term.kind === 'token' ? 'Fencing token' : 'Epoch', String(router.term.number)),
      open && router.advertsSent !== undefined && fact('Adverts out / in', `${router.advertsSent} / ${router.advertsReceived ?? '\u2013'}`)));
}

const notice = (kind, title, text) => h('div', {class: `notice ${kind}`}, h('b', null, title), ' ', text);

function notices(router, now) {
  const until = at => (at ? ` until ${clock(Date.parse(at), now)}, ${calmSpan(Date.parse(at) - now)} from now` : '');
  const discarded = Object.entries(router.advertsDiscarded ?? {}).map(([reason, number]) => `${lower(reason)} ${number}`);
  return [
    obstacleOf(router) && notice('bad', 'Obstacle', router.obstacle),
    router.waitsFor && notice('plain', 'Waits for', router.waitsFor),
    router.hold && notice('warn', 'Held', `${router.hold.reason}${until(router.hold.until)}`),
    router.temporaryPriority && notice('warn', 'Temporary priority',
      `${router.temporaryPriority.priority}${until(router.temporaryPriority.until)}`),
    ...(router.anomalies ?? []).map(anomaly => notice('bad', lower(anomaly.kind),
      parts(anomaly.text, anomaly.since && `since ${clock(Date.parse(anomaly.since), now)}`, anomaly.count > 1 && `${anomaly.count} times`))),
    discarded.length > 0 && notice('plain', 'Discarded advertisements', discarded.join(', ')),
  ];
}

function table(caption, heads, rows, none) {
  return h('div', {class: 'block'},
    h('h4', null, caption),
    rows.length === 0
      ? h('p', {class: 'muted none'}, none)
      : h('div', {class: 'scroll'},
        h('table', {'aria-label': caption},
          h('thead', null, h('tr', null, heads.map(text => h('th', {scope: 'col'}, text)))),
          h('tbody', null, rows))));
}

const heardAgo = millis => (millis < 10000 ? `${(millis / 1000).toFixed(1)} s ago` : `${span(millis)} ago`);

function peers(router) {
  const quickest = router.advertisementIntervalMillis ?? 1000;
  return table('Peers on the segment', ['Router', 'Priority', 'Last heard'],
    (router.peers ?? []).map(peer => {
      const late = peer.active && peer.silentForMillis > 1.5 * (peer.advertisementIntervalMillis ?? quickest);
      return h('tr', {'data-key': peer.address},
        h('th', {scope: 'row'}, h('code', null, peer.address), peer.active && h('span', {class: 'badge active small'}, 'Active')),
        h('td', null, String(peer.priority ?? '\u2013')),
        h('td', {class: late ? 'late' : ''}, heardAgo(peer.silentForMillis ?? 0)));
    }), 'Nobody else was heard.');
}

function checks(router) {
  return table('Checks', ['Check', 'Last result', 'Effect'],
    (router.checks ?? []).map(check => h('tr', {'data-key': check.name},
      h('th', {scope: 'row', class: 'checked'},
        h('span', {class: `lamp ${check.up ? 'good' : 'bad'}`, role: 'img', 'aria-label': check.up ? 'up' : 'down'}),
        h('span', {class: 'check-name'}, check.name, h('small', {class: 'muted'}, check.description ?? ''))),
      h('td', {class: check.up ? '' : 'late'}, lastResult(check),
        h('small', {class: 'muted'}, parts(
          check.last?.latencyMillis > 0 && `took ${span(check.last.latencyMillis)}`,
          check.last?.ageMillis !== undefined && `${calmSpan(check.last.ageMillis)} ago`,
          check.failures > 0 && count(check.failures, 'failure', 'failures')))),
      h('td', null, effectWord(check)))), 'This router has no checks.');
}

function lastResult(check) {
  if (!check.last) {
    return check.detail || 'not asked yet';
  }
  return (check.up ? check.last.detail : check.detail || check.last.detail) || (check.last.healthy ? 'healthy' : 'not healthy');
}

const effectWord = check => (check.contribution
  ? `${check.effect ?? ''} (${check.contribution > 0 ? '+' : '\u2212'}${Math.abs(check.contribution)} now)`.trim()
  : check.effect ?? '');

function recentEvents(router, now) {
  const events = [...(router.timeline ?? [])].reverse().slice(0, EVENTS_SHOWN);
  return h('div', {class: 'block'},
    h('h4', null, 'Latest events'),
    events.length === 0 ? h('p', {class: 'muted none'}, 'Nothing has happened yet.') : h('ol', {class: 'events'},
      events.map(event => h('li', {'data-key': String(event.sequence ?? event.at)},
        h('time', {datetime: event.at}, clock(Date.parse(event.at), now)),
        h('span', {class: `key ${isAnomaly(event) ? 'anomaly' : stateClass(event.to)}`, 'aria-hidden': 'true'}),
        h('span', {class: 'what'}, h('b', null, eventTitle(event)), h('span', null, causeOf(event)))))));
}

function buttons(router, writes) {
  if (writes !== 'token' && writes !== 'open') {
    return null;
  }
  const button = (what, text, shown = true) => shown && h('button', {
    type: 'button', 'data-do': what, 'data-router': routerKey(router), 'data-key': what,
    'aria-label': `${text.replace('\u2026', '')} ${router.name}`,
  }, text);
  return h('div', {class: 'controls'},
    button('switchover', 'Switch over\u2026', router.state === 'ACTIVE'),
    button('hold', 'Hold\u2026', !router.hold),
    button('resume', 'Resume', Boolean(router.hold)),
    button('priority', 'Priority\u2026'),
    button('restore', 'Restore priority', Boolean(router.temporaryPriority)));
}

function card(router, routers, writes, now) {
  const open = isOpen(router, routers);
  return h('article', {
    id: cardId(router), class: `card ${stateClass(router.state)}${open ? ' open' : ''}`,
    'aria-label': routerTitle(router, routers), 'data-key': routerKey(router), tabindex: '-1',
  },
  head(router, routers, now),
  h('div', {id: `${cardId(router)}-body`, class: 'card-body', hidden: !open},
    open && [notices(router, now), peers(router), checks(router), recentEvents(router, now), buttons(router, writes)]));
}

/** The routers that a filter leaves: each word must be somewhere in name, addresses, interface, state or group. */
function filtered(routers, words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return routers.filter(router => {
    const text = [router.name, router.state, router.interface, router.family, router.group, `vrid ${router.vrid}`,
      ...(router.addresses ?? []), router.hold && 'held'].filter(Boolean).join(' ').toLowerCase();
    return wanted.every(word => text.includes(word));
  });
}

function drawRouters(routers, shown, writes, now, empty) {
  render($('routers'), shown.length > 0
    ? shown.map(router => card(router, routers, writes, now))
    : h('p', {class: 'muted none'}, empty));
}
