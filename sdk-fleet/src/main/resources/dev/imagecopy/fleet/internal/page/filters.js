
// What the reader has chosen. It is in the address after the #, so that it survives a refresh and can be passed on.

const CHOICES = ['client', 'region', 'state', 'run', 'text', 'sort', 'page', 'open', 'paused'];

function readChoice() {
  const given = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(CHOICES.filter(name => given.has(name)).map(name => [name, given.get(name)]));
}

function keepChoice(choice) {
  const kept = new URLSearchParams(CHOICES.filter(name => choice[name] !== undefined).map(name => [name, choice[name]]));
  history.replaceState(null, '', '#' + kept);
}

function isChosen(copy, choice, except) {
  const {client, region, state, run} = choice;
  return (client === undefined || except === 'client' || isOf(copy, client))
    && (region === undefined || except === 'region' || copy.region === region)
    && (run === undefined || copy.run === run)
    && (state === undefined || except === 'state' || isIn(copy, state));
}

const isOf = (copy, client) => client.startsWith('cloud:')
  ? copy.provider === client.slice('cloud:'.length)
  : copy.client === client.slice('client:'.length);

function isIn(copy, state) {
  if (state === 'troubled') {
    return isTroubled(copy);
  }
  return state.startsWith('group:') ? copy.group === state.slice('group:'.length) : copy.state === state;
}

const isTroubled = copy => copy.group === 'active' && copy.problem !== '';

/** The copies that fit all filters, except one of them. */
function chosenCopies(fleet, choice, except) {
  const words = (choice.text || '').toLowerCase().split(/\s+/).filter(word => word);
  return fleet.copies.filter(copy => isChosen(copy, choice, except)
    && words.every(word => searched(copy).includes(word)));
}

function option(value, label, number) {
  return element('option', {value, dir: 'auto'}, number === undefined ? label : `${label} (${count(number)})`);
}

/** The options that are there, and the chosen one even if the fleet has no such copy any more. */
function fill(select, options, chosen) {
  select.replaceChildren(...options);
  if (chosen !== undefined && ![...select.options].some(each => each.value === chosen)) {
    select.append(option(chosen, chosen.replace(/^[a-z]+:/, ''), 0));
  }
  select.value = chosen ?? 'all';
}

const sorted = counts => [...counts].sort(([one], [other]) => one < other ? -1 : 1);

function fillFilters(fleet, choice) {
  const here = chosenCopies(fleet, choice, 'client');
  const clouds = sorted(countBy(here, copy => copy.provider));
  const clients = sorted(countBy(here, copy => copy.client));
  fill(byId('filter-client'), [
    option('all', 'All clouds'),
    element('optgroup', {label: 'Clouds'}, ...clouds.map(([name, n]) => option('cloud:' + name, cloudName(name), n))),
    element('optgroup', {label: 'Clients'}, ...clients.map(([name, n]) => option('client:' + name, name, n))),
  ], choice.client);

  const regions = sorted(countBy(chosenCopies(fleet, choice, 'region'), copy => copy.region));
  fill(byId('filter-region'), [
    option('all', 'All regions'),
    ...regions.map(([name, n]) => option('region:' + name, regionName(name), n)),
  ], choice.region === undefined ? undefined : 'region:' + choice.region);

  const inAnyState = chosenCopies(fleet, choice, 'state');
  const groups = countBy(inAnyState, copy => copy.group);
  const states = countBy(inAnyState, copy => copy.state);
  const troubled = inAnyState.filter(isTroubled).length;
  fill(byId('filter-state'), [
    option('all', 'All states'),
    element('optgroup', {label: 'Groups'}, ...Object.entries(GROUPS).filter(([name]) => groups.has(name))
      .map(([name, label]) => option('group:' + name, label, groups.get(name)))),
    element('optgroup', {label: 'States'},
      ...[...states].map(([name, n]) => option(name, stateName(name), n)),
      ...(troubled ? [option('troubled', 'Under way with a problem', troubled)] : [])),
  ], choice.state);

  const runs = countBy(fleet.copies, copy => copy.run);
  byId('field-run').hidden = runs.size < 2 && choice.run === undefined;
  fill(byId('filter-run'), [
    option('all', 'All submissions'),
    ...sorted(runs).map(([name, n]) => option('run:' + name, name || 'without a name', n)),
  ], choice.run === undefined ? undefined : 'run:' + choice.run);

  if (document.activeElement !== byId('filter-text')) {
    byId('filter-text').value = choice.text || '';
  }
}

/** Calls back with the filter that the reader has changed. */
function listenToFilters(change) {
  const whole = {client: value => value, state: value => value};
  for (const name of ['client', 'region', 'state', 'run']) {
    byId('filter-' + name).addEventListener('change', event => {
      const value = event.target.value;
      change({[name]: value === 'all' ? undefined : name in whole ? value : value.slice(name.length + 1)});
    });
  }
  let pause;
  byId('filter-text').addEventListener('input', event => {
    clearTimeout(pause);
    pause = setTimeout(() => change({text: event.target.value || undefined}), 150);
  });
  byId('filters').addEventListener('submit', event => event.preventDefault());
  byId('filters').addEventListener('reset', event => {
    event.preventDefault();
    clearTimeout(pause);
    byId('filter-text').value = '';
    change({client: undefined, region: undefined, state: undefined, run: undefined, text: undefined});
  });
}
