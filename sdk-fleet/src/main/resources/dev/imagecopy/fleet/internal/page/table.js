
// Every copy, a page at a time.

const PAGE = 100;

const HEADS = {
  name: ['Copy', copy => copy.name.toLowerCase()],
  place: ['Region', copy => copy.region + '\n' + copy.client],
  state: ['State', copy => Object.keys(STATES).indexOf(copy.state)],
  started: ['Started', copy => copy.started ?? Infinity],
  took: ['Took', copy => copy.took ?? -1],
  changed: ['Last change', copy => copy.changed],
};
const FIRST_SORT = '-changed';

function sortCopies(copies, sort) {
  const name = sort.replace('-', '');
  const direction = sort.startsWith('-') ? -1 : 1;
  const key = entry(HEADS, name, HEADS.changed)[1];
  const keyed = copies.map(copy => [key(copy), copy]);
  keyed.sort(([one, first], [other, second]) =>
    one < other ? -direction : one > other ? direction : first.index - second.index);
  return keyed.map(([, copy]) => copy);
}

function showHeads(sort, actions) {
  const cells = Object.entries(HEADS).map(([name, [label]]) => {
    const isThis = sort.replace('-', '') === name;
    const descending = sort.startsWith('-');
    const button = element('button', {type: 'button', id: 'sort-' + name}, label);
    button.addEventListener('click', () => actions.change({sort: isThis && !descending ? '-' + name : name}));
    return element('th', {role: 'columnheader', scope: 'col',
      'aria-sort': isThis ? (descending ? 'descending' : 'ascending') : 'none'}, button);
  });
  cells.push(element('th', {role: 'columnheader', scope: 'col'}, 'Image, or what is wrong'));
  byId('copies-head').replaceChildren(...cells);
}

function showTable(fleet, copies, choice, actions) {
  const sort = choice.sort || FIRST_SORT;
  const all = sortCopies(copies, sort);
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  const page = Math.min(Math.max(1, parseInt(choice.page, 10) || 1), pages);
  const from = (page - 1) * PAGE;
  showHeads(sort, actions);
  byId('copies-body').replaceChildren(
    ...all.slice(from, from + PAGE).flatMap(copy => rowsOf(copy, copy.id === choice.open, fleet, actions)));
  byId('page-place').textContent = all.length === 0 ? 'No copies'
    : `${count(from + 1)}–${count(Math.min(from + PAGE, all.length))} of ${count(all.length)}`;
  byId('page-back').disabled = page === 1;
  byId('page-on').disabled = page === pages;
  byId('page-back').onclick = () => actions.turn(page - 1);
  byId('page-on').onclick = () => actions.turn(page + 1);
  byId('page-back').hidden = byId('page-on').hidden = pages === 1;
}

/** The page on which a copy is. */
const pageOf = (copy, copies, choice) =>
  Math.floor(sortCopies(copies, choice.sort || FIRST_SORT).indexOf(copy) / PAGE) + 1;

function cell(label, kind, ...children) {
  return element('td', {role: 'cell', 'data-label': label, class: children.length === 0 ? 'empty' : kind},
    ...(children.length === 0 ? [] : [element('div', {}, ...children)]));
}

function rowsOf(copy, isOpen, fleet, actions) {
  const opener = element('button', {type: 'button', class: 'link', id: 'copy-' + copy.index,
    'aria-expanded': String(isOpen), 'aria-controls': isOpen ? 'more-' + copy.index : null}, shown(copy.name || copy.id));
  opener.addEventListener('click', () => actions.toggle(copy));
  const row = element('tr', {role: 'row'},
    cell('Copy', '', opener),
    cell('Region', '', shown(copy.region || copy.client),
      ...(copy.region ? [element('div', {class: 'quiet'}, shown(copy.client))] : [])),
    cell('State', '', ...stateOf(copy)),
    cell('Started', 'number', ...(copy.started === null ? [] : [time(copy.started, fleet.at)])),
    cell('Took', 'number', ...(copy.took === undefined ? [] : [duration(copy.took)])),
    cell('Last change', 'number', time(copy.changed, fleet.at)),
    cell('Result', '', ...resultOf(copy)));
  return isOpen ? [row, moreOf(copy, fleet)] : [row];
}

function stateOf(copy) {
  const parts = [element('span', {class: 'state'}, dot(copy.group), stateName(copy.state))];
  if (copy.state === 'RUNNING' && copy.percent !== null) {
    parts.push(element('div', {class: 'quiet state'},
      element('progress', {max: '100', value: String(copy.percent), 'aria-label': 'Progress'}), ` ${copy.percent} %`));
  }
  if (copy.cancelRequested) {
    parts.push(element('div', {class: 'quiet'}, 'to be cancelled'));
  }
  return parts;
}

function resultOf(copy) {
  if (copy.imageId) {
    return [codeText(copy.imageId)];
  }
  const parts = [];
  if (copy.code) {
    parts.push(element('div', {}, codeText(copy.code)));
  }
  const said = copy.message || copy.problem;
  if (said) {
    parts.push(element('div', {class: 'quiet'}, shown(said.length > 160 ? said.slice(0, 160) + '…' : said)));
  }
  return parts;
}

function moreOf(copy, fleet) {
  const at = moment => moment === null ? '' : time(moment, fleet.at);
  const facts = [
    ['What went wrong', copy.message && shown(copy.message), 'long'],
    ['What to do', copy.advice, 'long'],
    ['Problem', copy.problem && copy.problem !== copy.message && shown(copy.problem), 'long'],
    ['Code', copy.code && codeText(copy.code)],
    ['Request id', copy.requestId && codeText(copy.requestId)],
    ['Image', copy.imageId && codeText(copy.imageId)],
    ['Where it comes from', entry(ORIGINS, copy.origin, '')
      && ORIGINS[copy.origin] + (copy.evidence === 'FOUND_BY_NAME' ? ', identified by its name only' : '')],
    ['Source', copy.source && codeText(copy.source)],
    ['Id in the fleet', codeText(copy.id)],
    ['Submission', copy.run && shown(copy.run)],
    ['Cloud', shown(cloudName(copy.provider))],
    ['Client', shown(copy.client)],
    ['Account', copy.account && codeText(copy.account)],
    ['Status of the service', copy.providerStatus && codeText(copy.providerStatus)],
    ['Copies begun', String(copy.attempts ?? 0)],
    ['Submitted', at(copy.submitted)],
    ['Accepted by the service', at(copy.accepted)],
    ['Next step due', at(copy.due)],
    ['Last worker', copy.worker && shown(copy.worker)],
  ];
  return element('tr', {role: 'row', class: 'more', id: 'more-' + copy.index},
    element('td', {role: 'cell', colspan: '7'}, element('dl', {class: 'facts'},
      ...facts.filter(([, value]) => value).map(([label, value, kind]) =>
        element('div', {class: kind || null}, element('dt', {}, label), element('dd', {}, value))))));
}
