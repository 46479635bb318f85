
// While copies wait or are under way, the page loads itself again; not while the reader is busy with it.

const LEAST_PAUSE = 10000;
const BUSY = 4000;
const BUSY_WITH_A_LIST = 20000;

/** What survives a refresh besides the address; a browser may forbid it. */
const memory = {
  read(name) {
    try {
      return JSON.parse(sessionStorage.getItem('imagecopy-' + name));
    } catch {
      return null;
    }
  },
  keep(name, value) {
    try {
      sessionStorage.setItem('imagecopy-' + name, JSON.stringify(value));
    } catch {
      // then it starts at the top
    }
  },
};

/** For how long this browser has seen the same page, by its own clock. */
function unchangedFor(fleet) {
  const seen = memory.read('seen-' + fleet.name);
  if (seen && seen.at === fleet.at) {
    return Date.now() - seen.since;
  }
  memory.keep('seen-' + fleet.name, {at: fleet.at, since: Date.now()});
  return 0;
}

function restorePlace() {
  const left = memory.read('place');
  memory.keep('place', null);
  if (left) {
    window.scrollTo(0, left.top);
    const focused = left.focus && byId(left.focus);
    if (focused) {
      focused.focus({preventScroll: true});
      if (left.caret !== undefined) {
        focused.setSelectionRange(left.caret, left.caret);
      }
    }
  }
}

function reload() {
  const focused = document.activeElement;
  memory.keep('place', {
    top: window.scrollY,
    focus: focused && focused.id,
    caret: focused && focused.id === 'filter-text' ? focused.selectionStart : undefined,
  });
  location.reload();
}

/** Starts to refresh; returns a function to call when the choice of the reader has changed. */
function startRefreshing(fleet, choice, change) {
  const state = byId('refresh-state');
  const pause = Math.max(LEAST_PAUSE, Math.ceil(performance.now() * 20 / 1000) * 1000);
  const button = byId('refresh-switch');
  let busyUntil = 0;
  let timer;

  if (!isRunning(fleet)) {
    state.textContent = fleet.total === 0 ? '' : 'All copies have ended. This page no longer changes.';
    return () => {};
  }
  const stale = unchangedFor(fleet);
  if (stale > 3 * pause) {
    byId('notice').textContent = `The file has not been written again for ${duration(stale)}. `
      + 'Whatever writes it may have ended; the numbers are those of then.';
    byId('notice').hidden = false;
  }
  for (const event of ['keydown', 'pointerdown', 'input']) {
    addEventListener(event, () => {
      const isList = document.activeElement instanceof HTMLSelectElement;
      busyUntil = Date.now() + (isList ? BUSY_WITH_A_LIST : BUSY);
    }, true);
  }
  const isBusy = () => document.hidden || Date.now() < busyUntil || !getSelection().isCollapsed;
  const attempt = () => {
    timer = setTimeout(() => isBusy() ? wait(1000) : reload(), 0);
  };
  const wait = milliseconds => {
    clearTimeout(timer);
    timer = setTimeout(attempt, milliseconds);
  };
  const show = paused => {
    state.textContent = paused ? 'Refreshing is paused.' : `Refreshes every ${pause / 1000} s.`;
    button.textContent = paused ? 'Go on refreshing' : 'Pause refreshing';
    clearTimeout(timer);
    if (!paused) {
      wait(pause);
    }
  };
  let isPaused = choice().paused === '1';
  button.hidden = false;
  button.addEventListener('click', () => change({paused: isPaused ? undefined : '1'}));
  document.addEventListener('visibilitychange', () => !document.hidden && !isPaused && wait(1000));
  show(isPaused);
  return () => {
    const paused = choice().paused === '1';
    if (paused !== isPaused) {
      isPaused = paused;
      show(paused);
    }
  };
}
