
// What a person should look at: failures of one kind together, with their code, request ids and advice.

const MOST_KINDS = 12;
const MOST_IDS = 3;

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
  const parts = kinds.slice(0, MOST_KINDS).map(kind => failure(kind, actions));
  if (kinds.length > MOST_KINDS) {
    const rest = kinds.slice(MOST_KINDS).reduce((sum, kind) => sum + kind.copies.length, 0);
    parts.push(element('p', {class: 'quiet'}, `${plural(rest, 'copy', 'copies')} with `
      + `${plural(kinds.length - MOST_KINDS, 'other code')}: see the table.`));
  }
  if (troubled.length > 0) {
    parts.push(trouble(troubled, actions));
  }
  byId('failures').hidden = parts.length === 0;
  byId('failure-list').replaceChildren(...parts);
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
  const parts = [title, shower('Show', {state, text: code && code !== state ? code : undefined}, actions)];
  if (message) {
    parts.push(element('p', {class: 'quiet'}, shown(message),
      ...(messages.size > 1 ? [` … and ${plural(messages.size - 1, 'other message')}`] : [])));
  }
  if (advice) {
    parts.push(element('p', {}, advice));
  }
  const ids = copies.filter(copy => copy.requestId);
  if (ids.length > 0) {
    parts.push(element('p', {class: 'ids'}, ids.length === 1 ? 'Request id ' : 'Request ids ',
      ...ids.slice(0, MOST_IDS).flatMap((copy, i) => [i > 0 ? ', ' : '', codeText(copy.requestId)]),
      ids.length > MOST_IDS ? ', …' : ''));
  }
  return element('article', {class: 'failure panel tone-attention'}, ...parts);
}

function trouble(copies, actions) {
  return element('article', {class: 'failure panel tone-active'},
    element('h3', {}, element('span', {class: 'count'}, count(copies.length)), ' under way with a problem'),
    shower('Show', {state: 'troubled', text: undefined}, actions),
    element('p', {class: 'quiet'}, shown(copies[0].problem)),
    element('p', {}, 'The fleet goes on with them by itself.'));
}
