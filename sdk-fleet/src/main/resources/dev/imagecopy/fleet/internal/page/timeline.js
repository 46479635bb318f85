
// A bar for each copy that has started, from its start to its end, in the lane of its region.

const BAND = 150; // pixels that the bars of a region have at most
const BAR = 11;
const MOST_LANES = 25;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800,
  2592000, 7776000, 31536000];
const ORDER = ['succeeded', 'cancelled', 'active', 'attention']; // what is drawn last is on top

let showsAllLanes = false;

/** Gives each bar a row in which it meets no other; returns how many rows that takes. */
function pack(copies) {
  const free = []; // a heap of [end, row], the earliest end first
  let rows = 0;
  for (const copy of [...copies].sort((one, other) => one.started - other.started)) {
    if (free.length > 0 && free[0][0] <= copy.started) {
      copy.row = free[0][1];
      free[0] = [copy.end, copy.row];
      sink(free);
    } else {
      copy.row = rows++;
      free.push([copy.end, copy.row]);
      rise(free);
    }
  }
  return rows;
}

function rise(heap) {
  for (let i = heap.length - 1, up; i > 0 && heap[i][0] < heap[up = (i - 1) >> 1][0]; i = up) {
    [heap[i], heap[up]] = [heap[up], heap[i]];
  }
}

function sink(heap) {
  for (let i = 0; ;) {
    const down = [2 * i + 1, 2 * i + 2].filter(at => at < heap.length);
    const least = down.reduce((best, at) => heap[at][0] < heap[best][0] ? at : best, i);
    if (least === i) {
      return;
    }
    [heap[i], heap[least]] = [heap[least], heap[i]];
    i = least;
  }
}

function lanesOf(copies) {
  const lanes = new Map();
  for (const copy of copies) {
    if (!lanes.has(copy.place)) {
      lanes.set(copy.place, {id: 'lane-' + copy.place, client: copy.client, region: copy.region, provider: copy.provider,
        copies: []});
    }
    lanes.get(copy.place).copies.push(copy);
  }
  return [...lanes.values()].sort((one, other) => other.copies.length - one.copies.length);
}

function scaleOf(copies, at) {
  let from = Infinity;
  let to = -Infinity;
  for (const copy of copies) {
    if (copy.started !== null) {
      from = Math.min(from, copy.started);
      to = Math.max(to, copy.end);
    }
  }
  if (from === Infinity) {
    [from, to] = [at - 60000, at];
  }
  return {from, to: Math.max(to, from + 10000)};
}

/** The middle of the lane's words: 3 under way · 12 waiting. */
function summary(copies) {
  const groups = countBy(copies, copy => copy.group);
  return Object.keys(GROUPS).filter(group => groups.has(group))
    .map(group => count(groups.get(group)) + ' ' + GROUPS[group].toLowerCase()).join(' · ');
}

function showTimeline(fleet, copies, actions) {
  const box = byId('timeline');
  const lanes = lanesOf(copies);
  const scale = scaleOf(copies, fleet.at);
  const drawn = [];
  const parts = [];
  if (copies.some(copy => copy.started !== null)) {
    const axis = element('canvas', {'aria-hidden': 'true'});
    parts.push(element('div', {class: 'lane axis'}, element('p', {class: 'quiet'}), axis));
    drawn.push(() => drawAxis(axis, scale));
  }
  for (const lane of showsAllLanes ? lanes : lanes.slice(0, MOST_LANES)) {
    parts.push(laneOf(lane, scale, drawn, actions));
  }
  if (lanes.length === 0) {
    parts.push(element('p', {class: 'quiet'}, 'No copy fits these filters.'));
  }
  if (lanes.length > MOST_LANES && !showsAllLanes) {
    const more = element('button', {type: 'button', id: 'all-lanes'}, `Show all ${count(lanes.length)} regions`);
    more.addEventListener('click', () => {
      showsAllLanes = true;
      showTimeline(fleet, copies, actions);
    });
    parts.push(more);
  }
  box.replaceChildren(...parts);
  drawn.forEach(draw => draw());
  return () => drawn.forEach(draw => draw());
}

function laneOf(lane, scale, drawn, actions) {
  const title = element('button', {type: 'button', id: lane.id, class: 'link', title: 'Show only this region'},
    shown(lane.region || lane.client));
  title.addEventListener('click', () => actions.change({client: 'client:' + lane.client, region: lane.region}));
  const where = [cloudName(lane.provider), ...(lane.region ? [lane.client] : [])].join(' · ');
  const bars = lane.copies.filter(copy => copy.started !== null);
  const words = element('div', {}, element('h3', {}, title), element('p', {class: 'quiet'}, shown(where)),
    element('p', {class: 'quiet'}, summary(lane.copies)));
  if (bars.length === 0) {
    return element('div', {class: 'lane'}, words, element('p', {class: 'quiet'}, 'None has started yet.'));
  }
  const rows = pack(bars);
  const canvas = element('canvas', {
    role: 'img',
    'aria-label': `${plural(bars.length, 'copy', 'copies')} between ${LONG.format(scale.from)} and `
      + `${LONG.format(scale.to)}, at most ${count(rows)} at once; each is in the table below`,
  });
  const height = Math.min(BAND, Math.max(28, rows * BAR));
  const shape = {canvas, bars, scale, rows, height, step: Math.min(BAR, height / rows)};
  drawn.push(() => drawBars(shape));
  canvas.addEventListener('pointermove', event => showTip(barAt(shape, event), event));
  canvas.addEventListener('pointerleave', () => showTip(null));
  canvas.addEventListener('click', event => {
    const copy = barAt(shape, event);
    if (copy) {
      showTip(null);
      actions.open(copy);
    }
  });
  return element('div', {class: 'lane'}, words, canvas);
}

/** A canvas as sharp as the screen. */
function surface(canvas, height) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  canvas.style.height = height + 'px';
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.round(height * ratio);
  const paint = canvas.getContext('2d');
  paint.scale(ratio, ratio);
  return {paint, width};
}

const color = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

function ticks(scale, width) {
  const least = (scale.to - scale.from) / Math.max(1, Math.floor(width / 110)) / 1000;
  const step = (STEPS.find(each => each >= least) || STEPS.at(-1)) * 1000;
  const shift = new Date(scale.from).getTimezoneOffset() * 60000;
  const found = [];
  for (let at = Math.ceil((scale.from - shift) / step) * step + shift; at <= scale.to; at += step) {
    found.push(at);
  }
  return {step, found};
}

const place = (at, scale, width) => (at - scale.from) / (scale.to - scale.from) * (width - 2);

function drawAxis(canvas, scale) {
  const {paint, width} = surface(canvas, 22);
  paint.fillStyle = color('quiet');
  paint.font = '12px ' + getComputedStyle(document.body).fontFamily;
  const {step, found} = ticks(scale, width);
  const spansDays = scale.to - scale.from > 86400000;
  for (const at of found) {
    const text = step >= 86400000 ? DAY.format(at)
      : (spansDays ? DAY.format(at) + ' ' : '') + (step < 60000 ? CLOCK : MINUTES).format(at);
    const x = place(at, scale, width);
    const wide = paint.measureText(text).width;
    paint.fillText(text, Math.min(Math.max(0, x - wide / 2), width - wide), 14);
  }
}

function drawBars({canvas, bars, scale, height, step}) {
  const {paint, width} = surface(canvas, height);
  paint.fillStyle = color('line');
  for (const at of ticks(scale, width).found) {
    paint.fillRect(Math.round(place(at, scale, width)), 0, 1, height);
  }
  const gap = step >= 4 ? 1 : 0;
  for (const group of ORDER) {
    paint.fillStyle = color(group);
    const least = group === 'attention' ? 2 : 1;
    for (const copy of bars) {
      if (copy.group === group) {
        const x = place(copy.started, scale, width);
        paint.fillRect(x, copy.row * step, Math.max(2, place(copy.end, scale, width) - x), Math.max(least, step - gap));
      }
    }
  }
}

/** The bar under the pointer; of several, the one that is drawn on top. */
function barAt({canvas, bars, scale, step}, event) {
  const box = canvas.getBoundingClientRect();
  const x = event.clientX - box.left;
  const y = event.clientY - box.top;
  const slack = Math.max(0, (3 - step) / 2);
  let found = null;
  for (const copy of bars) {
    const from = place(copy.started, scale, box.width);
    const to = Math.max(from + 2, place(copy.end, scale, box.width));
    const top = copy.row * step;
    if (x >= from - 1 && x <= to + 1 && y >= top - slack && y <= top + step + slack
      && (!found || ORDER.indexOf(copy.group) >= ORDER.indexOf(found.group))) {
      found = copy;
    }
  }
  return found;
}

function showTip(copy, event) {
  const tip = byId('tip');
  tip.hidden = !copy;
  if (copy) {
    tip.replaceChildren(
      element('p', {}, dot(copy.group), shown(copy.name || copy.id)),
      element('p', {class: 'quiet'}, `${stateName(copy.state)} · ${MINUTES.format(copy.started)} · ${duration(copy.took)}`));
    const box = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(event.clientX + 14, window.innerWidth - box.width - 8)) + 'px';
    tip.style.top = (event.clientY + 18 + box.height > window.innerHeight ? event.clientY - box.height - 10
      : event.clientY + 18) + 'px';
  }
}

function showLegend() {
  byId('legend').replaceChildren(...ORDER.map(group => element('li', {}, dot(group), GROUPS[group])));
}
