
// What people read: states, clouds, times and elements with text.

const GROUPS = {
  waiting: 'Waiting',
  active: 'Under way',
  succeeded: 'Succeeded',
  cancelled: 'Cancelled',
  attention: 'To look at',
};

const STATES = {
  WAITING: ['Waiting', 'waiting'],
  READY: ['Starting', 'active'],
  SENDING: ['Being sent', 'active'],
  RUNNING: ['Running', 'active'],
  SUCCEEDED: ['Succeeded', 'succeeded'],
  CANCELLED: ['Cancelled', 'cancelled'],
  FAILED: ['Failed', 'attention'],
  CONFLICT: ['Conflict', 'attention'],
  LEFTOVER: ['Leftover', 'attention'],
  AMBIGUOUS: ['Ambiguous', 'attention'],
  TIMED_OUT: ['Timed out', 'attention'],
  SET_ASIDE: ['Set aside', 'attention'],
};

const CLOUDS = {
  'alibaba-ecs': 'Alibaba Cloud ECS',
  'huawei-ims': 'Huawei Cloud IMS',
  'yandex-desktop': 'Yandex Cloud Desktop',
  servicefabric: 'Service Fabric',
};

const ORIGINS = {
  COPIED: 'copied by this fleet',
  RESUMED: 'begun earlier, and taken up again',
  ADOPTED: 'started by somebody else',
  FOUND: 'was there already',
};

/** What a table has under a name that may be any text, such as "constructor". */
const entry = (table, name, otherwise) => Object.hasOwn(table, name) ? table[name] : otherwise;

const stateName = state => entry(STATES, state, [state])[0];
const groupOf = state => entry(STATES, state, ['', 'attention'])[1];
const cloudName = provider => entry(CLOUDS, provider, provider);

/** The region of a copy; where a cloud has none, only the client tells places apart. */
const regionName = region => region || 'no region';

const count = number => number.toLocaleString('en');

function plural(number, one, many = one + 's') {
  return count(number) + ' ' + (number === 1 ? one : many);
}

/** Two units at most: 45 s, 3 min 10 s, 2 h 5 min, 3 d 4 h. */
function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts = [
    [Math.floor(seconds / 86400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first < 0) {
    return '0 s';
  }
  return parts.slice(first, first + 2).filter(([amount]) => amount > 0).map(part => part.join(' ')).join(' ');
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const MINUTES = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});
const DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const ZONED = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit',
  minute: '2-digit', second: '2-digit', timeZoneName: 'short'});
const LONG = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'medium'});

/** Creates an element. Children are elements or texts, never markup. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) {
      made.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value);
    }
  }
  made.append(...children);
  return made;
}

/** A text of a service or a person, whose direction does not affect what is around it. */
const shown = text => element('bdi', {}, text);

const codeText = text => element('bdi', {class: 'code'}, text);

function time(milliseconds, today) {
  const at = new Date(milliseconds);
  const isToday = DAY.format(at) === DAY.format(new Date(today));
  return element('time', {datetime: at.toISOString(), title: LONG.format(at)},
    isToday ? CLOCK.format(at) : DAY.format(at) + ' ' + MINUTES.format(at));
}

function dot(group) {
  return element('span', {class: 'tone-' + group}, element('span', {class: 'dot', 'aria-hidden': 'true'}));
}

const byId = id => document.getElementById(id);
