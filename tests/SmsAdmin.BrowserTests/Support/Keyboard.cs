namespace SmsAdmin.BrowserTests.Support;

/// <summary>
/// Somebody with a keyboard and nothing else, on a phone's screen. Wherever the focus comes to it is to be seen: another look than
/// without it, whole inside the window, not under the bar. It gets away from everywhere, and nothing scrolls sideways.
/// </summary>
internal sealed class Keyboard(IPage page)
{
    private const string End = "the end of the page";
    private const int Height = 740;

    /// <summary>What has the focus, and after it what is wrong with how it shows.</summary>
    private const string Judge = """
        window.stopOfFocus = async () => {
          // What scrolls into the window does so in the next frame.
          await new Promise(requestAnimationFrame);
          const at = document.activeElement ?? document.body, before = window.lastStop, faults = [];
          const styleOf = element => getComputedStyle(element);
          // A line of a list shows the focus of its link as a whole.
          const lookOf = element => [element, element.closest('tr'), element.closest('tr')?.cells[0]].filter(Boolean).map(one => [styleOf(one).outline, styleOf(one).boxShadow].join()).join();
          const nameOf = element => {
            const words = element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText ?? '';
            return `${element.localName}${element.id && '#' + element.id} “${words.trim().split('\n')[0].slice(0, 60)}”`;
          };
          if (before?.element.isConnected) {
            if (before.element === at && at !== document.body) faults.push('the focus does not get away from it');
            else if (before.look === lookOf(before.element)) faults.push(`${before.name} looks the same with the focus and without`);
          }
          if (document.documentElement.scrollWidth > innerWidth) faults.push(`the page is ${document.documentElement.scrollWidth} px wide`);
          window.lastStop = null;
          if (at === document.body) return ['the end of the page', ...faults];
          const box = at.getBoundingClientRect(), bar = document.querySelector('header.bar')?.getBoundingClientRect();
          const floats = at.closest('.bar, .skip, [popover]:popover-open, [role=dialog]');
          if (box.width < 1 || box.height < 1) faults.push('it has no size');
          if (box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || (box.bottom > innerHeight + 1 && box.height < innerHeight)) faults.push(`it is outside the window: ${Math.round(box.left)}, ${Math.round(box.top)} to ${Math.round(box.right)}, ${Math.round(box.bottom)}`);
          if (!floats && bar && box.top < bar.bottom - 1) faults.push('it is under the bar');
          // Words that go on in the next line have a box for each.
          const first = at.getClientRects()[0] ?? box;
          const hit = document.elementFromPoint((Math.max(first.left, 0) + Math.min(first.right, innerWidth)) / 2, (Math.max(first.top, 0) + Math.min(first.bottom, innerHeight)) / 2);
          if (hit && !at.contains(hit) && !hit.contains(at)) faults.push(`${nameOf(hit)} lies over it`);
          const ring = styleOf(at), reach = ring.outlineStyle === 'none' ? 0 : parseFloat(ring.outlineWidth) + parseFloat(ring.outlineOffset);
          for (let around = at.parentElement; reach > 0 && around && around !== document.body && !around.matches('[popover], [role=dialog]'); around = around.parentElement) {
            if (styleOf(around).overflow === 'visible') continue;
            const clip = around.getBoundingClientRect();
            const cut = [box.left - reach < clip.left, box.right + reach > clip.right, box.top - reach < clip.top, box.bottom + reach > clip.bottom].filter(Boolean).length;
            if (cut > 1) faults.push(`its ring is cut off by ${around.localName}.${around.className}`);
          }
          window.lastStop = { element: at, look: lookOf(at), name: nameOf(at) };
          return [nameOf(at), ...faults];
        };
        """;

    public IPage Page => page;

    /// <summary>Puts the hands on this window.</summary>
    public static async Task<Keyboard> OnAsync(IPage page)
    {
        await page.SetViewportSizeAsync(Look.Phone, Height);
        await page.AddInitScriptAsync(Judge);
        return new Keyboard(page);
    }

    /// <summary>Tabs until it has the focus.</summary>
    /// <param name="back">The other way, with Shift.</param>
    public async Task TabToAsync(ILocator target, bool back = false)
    {
        List<string> way = [];
        var ends = 0;
        while (!await target.EvaluateAllAsync<bool>("all => all.includes(document.activeElement)"))
        {
            if (way.Count > 0 && way[^1] == End && ++ends == 2) Assert.Fail($"The focus never came to {target}. It was on:\n{string.Join('\n', way)}");
            way.Add(await TabAsync(back));
        }
    }

    /// <summary>Tabs from where the focus is to the end of the page, or with Shift to its beginning.</summary>
    /// <returns>Every fault on the way.</returns>
    public async Task<IReadOnlyList<string>> TabToTheEndAsync(bool back = false)
    {
        const int most = 300;
        List<string> faults = [];
        for (var stops = 0; stops < most; stops++)
        {
            var (stop, fault) = await StepAsync(back);
            if (fault is not null) faults.Add(fault);
            if (stop == End) return faults;
        }

        return [.. faults, $"{page.Url}: the focus goes round and round."];
    }

    public async Task PressAsync(AriaRole role, string name, string key = "Enter", bool back = false)
    {
        await TabToAsync(page.GetByRole(role, new() { Name = name, Exact = true }), back);
        await KeyAsync(key);
    }

    /// <summary>Types into the field with this label, over whatever stands there.</summary>
    public async Task TypeAsync(string label, string text)
    {
        await TabToAsync(page.GetByLabel(label, new() { Exact = true }));
        await KeyAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Opens the menu, goes by it to a page, and stands on its heading.</summary>
    public async Task OpenAsync(string entry, string? heading = null)
    {
        await PressAsync(AriaRole.Button, "Open menu", back: true);
        await PressAsync(AriaRole.Link, entry);
        await Expect(Heading(heading ?? entry)).ToBeFocusedAsync();
        await page.IsReadyAsync();
    }

    /// <summary>Goes by a link to another page.</summary>
    public async Task FollowAsync(string link, string? heading = null)
    {
        await PressAsync(AriaRole.Link, link);
        await StandsOnAsync(heading ?? link);
    }

    /// <summary>Waits until a page is there and hears keys.</summary>
    public async Task StandsOnAsync(string heading)
    {
        await Expect(Heading(heading)).ToBeVisibleAsync();
        await page.IsReadyAsync();
    }

    /// <summary>Waits for a dialog, which takes the focus.</summary>
    public Task IsAskedAsync() => Expect(page.Locator("[role=dialog] :focus")).ToHaveCountAsync(1);

    public Task KeyAsync(string key) => page.Keyboard.PressAsync(key);

    private ILocator Heading(string words) => page.GetByRole(AriaRole.Heading, new() { Name = words, Exact = true, Level = 1 });

    private async Task<string> TabAsync(bool back)
    {
        var (stop, fault) = await StepAsync(back);
        if (fault is not null) Assert.Fail(fault);
        return stop;
    }

    private async Task<(string Stop, string? Fault)> StepAsync(bool back)
    {
        await KeyAsync(back ? "Shift+Tab" : "Tab");
        var seen = await page.EvaluateAsync<string[]>("stopOfFocus()");
        return (seen[0], seen.Length == 1 ? null : $"{page.Url}, {seen[0]}: {string.Join("; ", seen[1..])}.");
    }
}
