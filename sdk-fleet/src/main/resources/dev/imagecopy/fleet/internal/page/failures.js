
// What a person should look at: failures of one kind together, with their code, request ids and advice.

const FIRST_KINDS = 4;
const MOST_KINDS = 100;
const MOST_IDS = 3;

let showsAllKinds = false;

function failureKinds(copies) {
  const kinds = new Map();
  for (const copy of copies.filter(each => each.group === 'attention')) {
    const key = [copy.state, copy.code, copy.advice].join('\n');
    if (!kinds.has(key)) {
      kinds.set(key, {state: copy.state, code: copy.code, advice: copy.advice, copies: []});
    }
    kinds.get(key).copies.push(copy);
  }
  return [...kinds.values()].sort((one, other) => other.copies.length - one.copies.length);
}

function showFailures(copies, actions) {
  const kinds = failureKinds(copies);
  const troubled = copies.filter(isTroubled);
  const most = showsAllKinds ? MOST_KINDS : FIRST_KINDS;
  const parts = kinds.slice(0, most).map(kind => failure(kind, actions));
  if (kinds.length > most) {
    parts.push(rest(copies, kinds.slice(most), actions));
  }
  if (troubled.length > 0) {
    parts.push(trouble(troubled, actions));
  }
  byId('failures').hidden = parts.length === 0;
  byId('failure-list').replaceChildren(...parts);
}

/** The kinds that are not shown: a button for them, or a word if they are too many even then. */
function rest(copies, kinds, actions) {
  const number = kinds.reduce((sum, kind) => sum + kind.copies.length, 0);
  const what = `${plural(kinds.length, 'other kind')} of failure, ${plural(number, 'copy', 'copies')}`;
  if (showsAllKinds) {
    return element('p', {class: 'quiet'}, `And ${what}: see the table.`);
  }
  const button = element('button', {type: 'button', id: 'all-kinds'}, 'Show ' + what);
  button.addEventListener('click', () => {
    showsAllKinds = true;
    showFailures(copies, actions);
  });
  return element('p', {}, button);
}

function shower(label, change, actions) {
  const button = element('button', {type: 'button', class: 'show'}, label);
  button.addEventListener('click', () => {
    actions.change(change);
    actions.toTable();
  });
  return button;
}

function failure({state, code, advice, copies}, actions) {
  const messages = countBy(copies, copy => copy.message);
  const [message] = [...messages].sort((one, other) => other[1] - one[1])[0];
  const title = element('h3', {}, element('span', {class: 'count'}, count(copies.length)), ' × ', stateName(state));
  if (code && code !== state) {
    title.append(': ', codeText(code));
  }
  const parts = [title];
  if (message) {
    parts.push(element('p', {class: 'quiet'}, shown(message),
      ...(messages.size > 1 ? [` … and ${plural(messages.size - 1, 'other message')}`] : [])));
  }
  if (advice) {
    parts.push(element('p', {}, advice));
  }
  const ids = [...new Set(copies.map(copy => copy.requestId).filter(id => id))];
  if (ids.length > 0) {
    parts.push(element('p', {class: 'ids'}, ids.length === 1 ? 'Request id ' : 'Request ids ',
      ...ids.slice(0, MOST_IDS).flatMap((id, i) => [i > 0 ? ', ' : '', codeText(id)]),
      ids.length > MOST_IDS ? ', …' : ''));
  }
  const found = code && code !== state ? code : undefined;
  parts.push(shower(`Show ${plural(copies.length, 'copy', 'copies')}`, {state, text: found}, actions));
  return element('article', {class: 'failure panel tone-attention'}, ...parts);
}

function trouble(copies, actions) {
  return element('article', {class: 'failure panel tone-active'},
    element('h3', {}, element('span', {class: 'count'}, count(copies.length)), ' under way with a problem'),
    element('p', {class: 'quiet'}, shown(copies[0].problem)),
    element('p', {}, 'The fleet goes on with them by itself.'),
    shower(`Show ${plural(copies.length, 'copy', 'copies')}`, {state: 'troubled', text: undefined}, actions));
}
