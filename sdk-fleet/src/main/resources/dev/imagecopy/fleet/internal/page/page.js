
// Puts it together: whatever the reader chooses goes into the address, and all is shown anew.

function showCards(fleet, choice, actions) {
  const groups = countBy(fleet.copies, copy => copy.group);
  const add = (group, number) => number && groups.set(group, (groups.get(group) || 0) + number);
  add('succeeded', fleet.omitted.SUCCEEDED);
  add('waiting', fleet.omitted.WAITING);
  const remarks = {
    waiting: groups.has('waiting') && `oldest for ${duration(fleet.oldestWaiting)}`,
    active: groups.has('active') && fleet.lag >= 1000 && `late by ${duration(fleet.lag)}`,
    succeeded: fleet.total > 0 && percent(groups.get('succeeded') || 0, fleet.total),
  };
  byId('cards').replaceChildren(
    card('All copies', fleet.total, undefined, '', choice, actions),
    ...Object.entries(GROUPS).map(([group, label]) =>
      card(label, groups.get(group) || 0, group, remarks[group], choice, actions)));
  const bar = byId('proportions');
  const shares = ['succeeded', 'cancelled', 'attention', 'active', 'waiting'].filter(group => groups.has(group));
  bar.replaceChildren(...shares.map(group => {
    const part = element('div', {class: 'tone-' + group});
    part.style.flexGrow = groups.get(group);
    part.style.flexShrink = 1;
    return part;
  }));
  bar.setAttribute('aria-label', shares.map(group => `${GROUPS[group]}: ${count(groups.get(group))}`).join(', '));
}

function percent(part, whole) {
  const share = part * 100 / whole;
  return (share > 99 && part < whole ? '> 99' : share > 0 && share < 1 ? '< 1' : String(Math.round(share))) + ' %';
}

function card(label, number, group, remark, choice, actions) {
  const state = group && 'group:' + group;
  const made = element('button', {type: 'button', id: 'card-' + (group || 'all'), class: 'card' + (group ? ' tone-' + group : ''),
    'aria-pressed': String(choice.state === state)},
  element('span', {class: 'label'}, label), element('span', {class: 'number'}, count(number)),
  ...(remark ? [element('span', {class: 'remark'}, remark)] : []));
  made.addEventListener('click', () => actions.change({state: choice.state === state ? undefined : state}));
  return made;
}

function showFound(fleet, copies) {
  const {SUCCEEDED, WAITING} = fleet.omitted;
  const omitted = SUCCEEDED + WAITING > 0
    ? ` Not listed, since there are too many: ${count(SUCCEEDED)} succeeded and ${count(WAITING)} waiting copies.` : '';
  byId('found').textContent = (copies.length === fleet.copies.length
    ? `All ${plural(copies.length, 'copy', 'copies')} shown.`
    : `${count(copies.length)} of ${plural(fleet.copies.length, 'copy', 'copies')} shown.`) + omitted;
}

function start(fleet) {
  let choice = readChoice();
  let copies = [];
  let redraw = () => {};
  let choiceChanged = () => {};
  const actions = {
    change(part) {
      const moves = 'sort' in part || CHOICES.slice(0, 5).some(name => name in part);
      choice = {...choice, ...(moves ? {page: undefined} : {}), ...part};
      keepChoice(choice);
      const focused = document.activeElement;
      show();
      if (!focused.isConnected) {
        byId(focused.id)?.focus({preventScroll: true}); // the one that has taken its place
      }
    },
    turn(page) {
      actions.change({page: page > 1 ? String(page) : undefined});
      actions.toTable();
    },
    toggle(copy) {
      actions.change({open: choice.open === copy.id ? undefined : copy.id});
    },
    open(copy) {
      const page = pageOf(copy, copies, choice);
      actions.change({open: copy.id, page: page > 1 ? String(page) : undefined});
      byId('copy-' + copy.index).focus();
      byId('copy-' + copy.index).scrollIntoView({block: 'center'});
    },
    toTable() {
      byId('copies-title').focus();
      byId('copies-title').scrollIntoView();
    },
  };
  const show = () => {
    copies = chosenCopies(fleet, choice);
    showCards(fleet, choice, actions);
    fillFilters(fleet, choice);
    showFound(fleet, copies);
    showFailures(copies, actions);
    redraw = showTimeline(fleet, copies, actions);
    showTable(fleet, copies, choice, actions);
    choiceChanged();
  };
  showLegend();
  listenToFilters(actions.change);
  show();
  choiceChanged = startRefreshing(fleet, () => choice, actions.change);
  restorePlace();
  addEventListener('hashchange', () => {
    choice = readChoice();
    show();
  });
  let width = byId('timeline').clientWidth;
  new ResizeObserver(() => {
    if (byId('timeline').clientWidth !== width) {
      width = byId('timeline').clientWidth;
      redraw();
    }
  }).observe(byId('timeline'));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => redraw());
}

function open() {
  let fleet;
  try {
    fleet = readFleet(byId('data').textContent);
  } catch (e) {
    if (!(e instanceof SyntaxError)) {
      throw e;
    }
    byId('notice').textContent = 'This page is not complete. It is loaded again in a few seconds.';
    byId('notice').hidden = false;
    setTimeout(() => location.reload(), 3000);
    return;
  }
  byId('as-of').append('As of ', element('time', {datetime: new Date(fleet.at).toISOString()}, ZONED.format(fleet.at)),
    ', by the clock of the database');
  if (fleet.copies.length === 0) {
    byId('notice').textContent = 'No copy has been submitted to this fleet yet.';
    byId('notice').hidden = false;
    return;
  }
  byId('content').hidden = false;
  start(fleet);
}

open();
