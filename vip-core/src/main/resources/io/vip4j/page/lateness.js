/* SPDX-License-Identifier: Apache-2.0 */
// How late the event loop was, as a small picture of the last two minutes. The scale is logarithmic: a tenth of a
// millisecond is everyday, a second is a catastrophe, and both must be seen.

const SAMPLES = 120;
const LEAST_MILLIS = 0.01;

const lateness = {samples: [], before: null};

/** Keeps what a document says. Between two documents the loop may have been later than it was last: then the maximum has grown. */
function sampleLateness(now) {
  if (!now) {
    return;
  }
  const grown = lateness.before && now.maxMillis > lateness.before.maxMillis;
  const stalled = lateness.before && now.stalls > lateness.before.stalls;
  lateness.samples.push(Math.max(
    now.lastMillis ?? 0, grown ? now.maxMillis : 0, stalled ? now.thresholdMillis ?? 0 : 0));
  lateness.samples.splice(0, lateness.samples.length - SAMPLES);
  lateness.before = now;
}

function drawLateness(now) {
  const width = 240;
  const height = 44;
  const threshold = now.thresholdMillis ?? 500;
  const most = Math.max(threshold * 2, ...lateness.samples);
  const y = millis => height - 2
    - (Math.log(Math.max(LEAST_MILLIS, millis) / LEAST_MILLIS) / Math.log(most / LEAST_MILLIS)) * (height - 6);
  const x = i => width - 3 - ((lateness.samples.length - 1 - i) * (width - 6)) / (SAMPLES - 1);
  const points = lateness.samples.map((millis, i) => `${x(i).toFixed(1)} ${y(millis).toFixed(1)}`);
  const last = lateness.samples.length - 1;
  const text = `Event loop: last ${span(now.lastMillis ?? 0)} late, at most ${span(now.maxMillis ?? 0)}, `
    + count(now.stalls ?? 0, 'stall', 'stalls');
  return s('svg', {class: 'spark', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': text},
    s('line', {class: 'limit', x1: 0, x2: width, y1: y(threshold), y2: y(threshold)}),
    points.length > 1 && s('path', {class: 'area', d: `M${x(0).toFixed(1)} ${height}L${points.join('L')}L${x(last).toFixed(1)} ${height}z`}),
    points.length > 1 && s('path', {class: 'curve', d: `M${points.join('L')}`}),
    last >= 0 && s('path', {class: 'end', d: `M${points[last]}h.01`}));
}
