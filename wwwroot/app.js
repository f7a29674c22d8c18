// The few things only a browser knows or does. No page depends on this file to be readable.
(() => {
  const root = document.documentElement;
  const cookie = (name, value) => { document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`; };
  const cookieOf = name => document.cookie.split('; ').find(c => c.startsWith(name + '='))?.slice(name.length + 1);

  // The server draws times in the reader's zone and the first paint in the reader's theme.
  cookie('tz', Intl.DateTimeFormat().resolvedOptions().timeZone);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const scheme = () => dark.matches ? 'dark' : 'light';
  cookie('scheme', scheme());
  dark.addEventListener('change', () => cookie('scheme', scheme()));
  // Runs before the first paint: a first visit that was drawn in the wrong theme is asked for again, once.
  if (root.dataset.drawn && root.dataset.drawn !== scheme() && cookieOf('scheme') === scheme()) location.reload();

  let announcer;
  const announce = words => {
    if (!announcer?.isConnected) announcer = document.body.appendChild(Object.assign(document.createElement('div'), { className: 'vh', role: 'status' }));
    announcer.textContent = '';
    requestAnimationFrame(() => { announcer.textContent = words; });
  };

  const copy = async button => {
    const source = button.dataset.copyFrom ? document.getElementById(button.dataset.copyFrom)?.textContent : button.dataset.copy;
    try {
      await navigator.clipboard.writeText(source ?? '');
    } catch {
      // Without https there is no clipboard API; a selection still can be copied.
      const area = document.body.appendChild(Object.assign(document.createElement('textarea'), { value: source ?? '', className: 'vh' }));
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
    }
    button.classList.add('done');
    setTimeout(() => button.classList.remove('done'), 2000);
    announce(button.dataset.copied ?? 'Copied');
  };

  document.addEventListener('click', event => {
    const button = event.target.closest('[data-copy], [data-copy-from]');
    if (button) copy(button);
    if (event.target.closest('[data-print]')) print();
    // A circuit takes the address for itself and leaves the focus where it was.
    const heading = event.target.closest('.skip') && document.querySelector('main h1');
    if (heading) focusOn(heading);
    const popover = event.target.closest('[popover] a')?.closest('[popover]');
    if (popover?.matches(':popover-open')) popover.hidePopover();
  });

  document.addEventListener('keydown', event => {
    const typing = event.target.closest?.('input, textarea, select, [contenteditable="true"]');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const search = document.querySelector('input[data-search], [data-search] input');
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  // Lists of links: the arrows go from line to line, Enter opens as it does on every link.
  document.addEventListener('keydown', event => {
    if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || event.ctrlKey || event.metaKey || event.altKey) return;
    const within = event.target.closest?.('.rows');
    const list = within ?? (event.target === document.body || event.target.matches?.('h1, .card, [data-search]') ? document.querySelector('.rows.list') : null);
    if (!list) return;
    const lines = [...list.querySelectorAll('.row-link')];
    const at = lines.indexOf(document.activeElement);
    const next = lines[at < 0 ? 0 : at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus({ focusVisible: true });
  });

  // A form that leaves the page is posted once: pressed again while the first post is on its way, it is the same press. What the
  // server takes over without a navigation has been prevented by then.
  const longestWait = 10_000;
  let posted = new WeakMap();
  addEventListener('submit', event => {
    if (event.defaultPrevented || event.target.getAttribute('method') !== 'post') return;
    if (performance.now() - posted.get(event.target) < longestWait) event.preventDefault();
    else posted.set(event.target, performance.now());
  });
  // The way back shows the page as it was left: what was posted then is answered.
  addEventListener('pageshow', () => { posted = new WeakMap(); });

  // A form with data-keep is kept in this window until the page says that its work is done: when the server was lost, what was
  // typed is there again, with the hidden id by which a second press is the first one. What is secret is never kept: not a
  // password field, and not what has no id or name of its own, as the mark against forgery.
  const placeOf = ({ keep, keepDone, keepAt }) => `kept ${keepAt ?? location.pathname + location.search} ${keep ?? keepDone}`;
  const isMark = field => field.matches('[type=checkbox], [type=radio]');
  const keyOf = field => isMark(field) ? field.name && `${field.name}=${field.value}` : field.id;
  const valueOf = field => isMark(field) ? String(field.checked) : field.value;
  const fieldsOf = form => [...form.elements].filter(field => field.matches('input:not([type=password], [type=file]), select, textarea') && keyOf(field));
  const waiting = new WeakMap();
  const done = new Set();
  const keep = event => {
    const form = event.target.closest?.('form[data-keep]');
    if (!form) return;
    const values = new Map([...fieldsOf(form).map(field => [keyOf(field), valueOf(field)]), ...(waiting.get(form) ?? [])]);
    sessionStorage.setItem(placeOf(form.dataset), JSON.stringify([...values]));
  };
  for (const kind of ['input', 'change', 'submit']) document.addEventListener(kind, keep, true);

  // Given up, or begun anew: what the server has is shown again.
  document.addEventListener('click', event => {
    const left = event.target.closest('form[data-keep] :is(a.btn.txt, [data-kept-drop])');
    if (!left) return;
    sessionStorage.removeItem(placeOf(left.closest('form').dataset));
    if (left.matches('[data-kept-drop]')) location.reload();
  });

  // Who signs in next need not be who typed.
  if (location.pathname === '/sign-in') Object.keys(sessionStorage).filter(key => key.startsWith('kept ')).forEach(key => sessionStorage.removeItem(key));

  const forget = form => {
    sessionStorage.removeItem(placeOf(form));
    document.querySelectorAll('[data-kept]').forEach(note => note.setAttribute('hidden', ''));
  };

  const giveBackTo = (field, value) => {
    if (valueOf(field) === value || (field.options && ![...field.options].some(option => option.value === value))) return;
    if (isMark(field)) field.checked = value === 'true';
    else field.value = value;
    for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
    if (field.type === 'hidden') return;
    field.closest('details')?.setAttribute('open', '');
    field.form.querySelector('[data-kept]')?.removeAttribute('hidden');
  };

  const giveBack = () => {
    for (const { dataset } of document.querySelectorAll('[data-keep-done]')) {
      if (done.has(dataset.keepOf)) continue;
      done.add(dataset.keepOf);
      forget(dataset);
    }
    for (const form of document.querySelectorAll('form[data-keep]')) {
      if (!waiting.has(form)) waiting.set(form, JSON.parse(sessionStorage.getItem(placeOf(form.dataset)) ?? '[]'));
      for (const [key, value] of waiting.get(form)) {
        // Some fields come only once another has its value: theirs waits for them.
        const field = fieldsOf(form).find(one => keyOf(one) === key);
        if (!field) continue;
        waiting.set(form, waiting.get(form).filter(one => one[0] !== key));
        giveBackTo(field, value);
      }
    }
  };

  // A page without a circuit is whole as it comes.
  document.addEventListener('DOMContentLoaded', () => {
    const whole = () => { if (root.dataset.circuit === 'none') giveBack(); };
    whole();
    window.Blazor?.addEventListener('enhancedload', whole);
  });

  // Who works by keyboard keeps the place. A button that cannot be pressed while it works has the focus again after; where what
  // had it is gone, the card that it stood in has it, or the heading, so that the next Tab goes on from there.
  const wayTo = element => element && element !== document.body ? [element, ...wayTo(element.parentElement)] : [];
  let had = [], hadInPage = [];
  document.addEventListener('focusin', event => {
    had = wayTo(event.target);
    if (event.target.closest('main')) hadInPage = had;
    // A browser leaves what is half outside of a row that scrolls where it is.
    if (event.target.matches('.chips :focus-visible')) event.target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  document.addEventListener('pointerdown', () => { had = hadInPage = []; }, true);
  document.addEventListener('keydown', event => { if (event.key === 'Tab') had = []; }, true);
  const focusOn = element => {
    if (!element.matches('a, button, input, select, textarea, summary, [tabindex]')) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  };
  const keepPlace = () => {
    if (had.length === 0 || document.activeElement !== document.body) return;
    const stands = [had, hadInPage].find(([last]) => last?.isConnected);
    if (stands?.[0].disabled) return;
    const near = stands?.[0] ?? [...had, ...hadInPage].find(one => one.isConnected && one.matches('main .card')) ?? document.querySelector('main h1');
    if (near) focusOn(near);
  };

  window.smsAdmin = {
    circuitIsUp: () => {
      root.dataset.circuit = 'up';
      giveBack();
      new MutationObserver(() => { keepPlace(); giveBack(); }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    },
    formIsDone: (keep, keepAt) => forget({ keep, keepAt }),
    rememberTheme: theme => cookie('theme', theme),
  };
})();
