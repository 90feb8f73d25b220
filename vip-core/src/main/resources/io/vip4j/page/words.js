/* SPDX-License-Identifier: Apache-2.0 */
// How numbers, times and states are said.

const STATES = {ACTIVE: 'Active', BACKUP: 'Backup', INITIALIZE: 'Initialize'};

const stateWord = state => STATES[state] ?? String(state);

const stateClass = state => (STATES[state] ?? 'initialize').toLowerCase();

/** A span for people: two units at most. */
function span(millis) {
  const ms = Math.max(0, millis);
  if (ms < 1) {
    return `${ms < 0.005 ? 0 : ms.toFixed(2)} ms`;
  }
  if (ms < 1000) {
    return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
  }
  const seconds = Math.floor(ms / 1000);
  if (seconds < 10) {
    return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  }
  const parts = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];
  const words = [];
  let rest = seconds;
  for (const [unit, size] of parts) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) {
      words.push(`${count} ${unit}`);
    } else if (words.length > 0) {
      break; // 1 h 0 min 5 s is 1 h.
    }
    if (words.length === 2) {
      break;
    }
  }
  return words.join(' ');
}

/** Whole seconds, for what is drawn anew each second. */
const calmSpan = millis => (millis < 10000 ? `${Math.floor(Math.max(0, millis) / 1000)} s` : span(millis));

const CLOCK = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});
const SHORT_CLOCK = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
const DAY = new Intl.DateTimeFormat(undefined, {day: 'numeric', month: 'short'});

/** The time of day, with the day if it is another one. */
function clock(at, now) {
  const time = CLOCK.format(at);
  return new Date(at).toDateString() === new Date(now).toDateString() ? time : `${DAY.format(at)} ${time}`;
}

const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

/** A cause as one text; servers send a text or the links of the chain. */
function causeOf(event) {
  const cause = event.cause ?? event.text ?? '';
  const text = Array.isArray(cause) ? cause.join(' \u2192 ') : String(cause);
  return text.replace(/^[A-Z_]+ \((.*)\)$/s, '$1').replaceAll(' -> ', ' \u2192 ');
}

const isAnomaly = event => Boolean(event.anomaly);

/** LOOP_LATE as loop late. */
const lower = name => String(name ?? '').toLowerCase().replaceAll('_', ' ');

function eventTitle(event) {
  return isAnomaly(event)
    ? `${event.began === false ? 'Over' : 'Anomaly'}: ${lower(event.anomaly)}`
    : `${stateWord(event.from)} \u2192 ${stateWord(event.to)}`;
}

/** What tells routers apart: one name may be there in both families. */
const routerKey = router => `${router.name}/${router.family ?? ''}`;

/** The name, with the family if the name alone is not enough. */
function routerTitle(router, routers) {
  const twins = routers.filter(other => other.name === router.name).length > 1;
  return twins && router.family ? `${router.name} (${router.family})` : router.name;
}
