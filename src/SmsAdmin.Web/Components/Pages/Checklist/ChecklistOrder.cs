using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Components.Pages.Checklist;

/// <summary>Which item a run is at.</summary>
internal static class ChecklistOrder
{
    /// <summary>The first in the order of dependency that has no result; null where all have.</summary>
    public static ChecklistItem? Now(ChecklistView view)
    {
        var found = view.Items.Select(item => item.Result.Item).ToHashSet();
        foreach (var item in RunWish.Asked)
        {
            if (!found.Contains(item)) return item;
        }

        return null;
    }
}
