
// The data of the page: one array for each copy, without the empty cells at its end.

const CELLS = {
  NUMBER: value => value ?? null,
  TEXT: value => value || '',
};

/** Reads the rows. A word is written once, and afterwards as its number. */
function readFleet(text) {
  const told = JSON.parse(text);
  const words = [];
  const read = {
    ...CELLS,
    WORD(value) {
      if (typeof value === 'number') {
        return words[value];
      }
      if (value && words.length < told.mostWords) {
        words.push(value);
      }
      return value || '';
    },
  };
  const copies = told.rows.map((row, index) => {
    const copy = {index};
    told.columns.forEach(([name, kind], i) => {
      copy[name] = read[kind](row[i]);
    });
    return copy;
  });
  const places = new Map();
  for (const copy of copies) {
    complete(copy, told.at);
    const place = copy.client + '\n' + copy.region;
    copy.place = places.get(place) ?? places.size;
    places.set(place, copy.place);
  }
  return {
    name: told.fleet,
    at: told.at,
    lag: told.lag * 1000,
    oldestWaiting: told.oldestWaiting * 1000,
    omitted: told.omitted,
    total: copies.length + told.omitted.SUCCEEDED + told.omitted.WAITING,
    copies,
  };
}

function complete(copy, at) {
  for (const name of ['submitted', 'changed', 'started', 'accepted', 'due']) {
    copy[name] = copy[name] === null ? null : at + copy[name] * 1000;
  }
  copy.group = groupOf(copy.state);
  if (copy.started !== null) {
    copy.end = copy.group === 'active' ? Math.max(at, copy.started) : copy.changed;
    copy.took = copy.end - copy.started;
  }
}

/** What the text filter searches, made when it is first needed. */
function searched(copy) {
  copy.text ??= [
    copy.name, copy.id, copy.run, copy.client, cloudName(copy.provider), copy.region, copy.account, copy.source,
    copy.imageId, stateName(copy.state), copy.providerStatus, copy.worker, copy.requestId, copy.code, copy.message,
    copy.problem,
  ].join('\n').toLowerCase();
  return copy.text;
}

function countBy(copies, key) {
  const counts = new Map();
  for (const copy of copies) {
    const value = key(copy);
    counts.set(value, (counts.get(value) || 0) + 1);
  }
  return counts;
}

const isRunning = fleet => fleet.copies.some(copy => copy.group === 'waiting' || copy.group === 'active')
  || fleet.omitted.WAITING > 0;
