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
    const list = within ?? (event.target === document.body || event.target.matches?.('h1, [data-search]') ? document.querySelector('.rows.list') : null);
    if (!list) return;
    const lines = [...list.querySelectorAll('.row-link')];
    const at = lines.indexOf(document.activeElement);
    const next = lines[at < 0 ? 0 : at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus({ focusVisible: true });
  });

  // A form with data-keep is kept in this window until the page says that its work is done: when the server was lost, what was
  // typed is there again, with the hidden id by which a second press is the first one. Nothing secret is typed in such a form.
  const placeOf = name => `kept ${location.pathname}${location.search} ${name}`;
  const fieldsOf = form => [...form.elements].filter(field => field.id && field.matches('input, select, textarea'));
  const waiting = new WeakMap();
  const done = new Set();
  const keep = event => {
    const form = event.target.closest?.('form[data-keep]');
    if (!form) return;
    const values = new Map([...fieldsOf(form).map(field => [field.id, field.value]), ...(waiting.get(form) ?? [])]);
    sessionStorage.setItem(placeOf(form.dataset.keep), JSON.stringify([...values]));
  };
  for (const kind of ['input', 'change', 'submit']) document.addEventListener(kind, keep, true);

  // Who signs in next need not be who typed.
  if (location.pathname === '/sign-in') Object.keys(sessionStorage).filter(key => key.startsWith('kept ')).forEach(key => sessionStorage.removeItem(key));

  const giveBack = () => {
    for (const { dataset } of document.querySelectorAll('[data-keep-done]')) {
      if (done.has(dataset.keepOf)) continue;
      done.add(dataset.keepOf);
      sessionStorage.removeItem(placeOf(dataset.keepDone));
    }
    for (const form of document.querySelectorAll('form[data-keep]')) {
      if (!waiting.has(form)) waiting.set(form, JSON.parse(sessionStorage.getItem(placeOf(form.dataset.keep)) ?? '[]'));
      for (const [id, value] of waiting.get(form)) {
        // Some fields come only once another has its value: theirs waits for them.
        const field = fieldsOf(form).find(one => one.id === id);
        if (!field) continue;
        waiting.set(form, waiting.get(form).filter(one => one[0] !== id));
        if (field.value === value || (field.options && ![...field.options].some(option => option.value === value))) continue;
        field.value = value;
        field.dispatchEvent(new Event(field.matches('select, [type=hidden]') ? 'change' : 'input', { bubbles: true }));
      }
    }
  };

  window.smsAdmin = {
    circuitIsUp: () => {
      root.dataset.circuit = 'up';
      giveBack();
      new MutationObserver(giveBack).observe(document.body, { childList: true, subtree: true });
    },
    rememberTheme: theme => cookie('theme', theme),
  };
})();
