using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Checklist;

/// <summary>Tells that a run began, found something, or ended.</summary>
public sealed class ChecklistChanges(Neighbours neighbours) : Feed(neighbours, "checklist");
