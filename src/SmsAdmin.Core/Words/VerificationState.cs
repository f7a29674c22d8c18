namespace SmsAdmin.Core.Words;

/// <summary>What became of a verification. That it expired is told by its instant alone. The numbers are stored: add, never renumber.</summary>
public enum VerificationState
{
    Pending = 0,

    /// <summary>Its code was entered in time. It opens nothing any more.</summary>
    Verified = 1,

    /// <summary>The caller ended it.</summary>
    Cancelled = 2,

    /// <summary>A newer one for the same number and purpose took its place.</summary>
    Replaced = 3,

    /// <summary>Its text was refused before it was queued: no quota, or a plan that cannot send.</summary>
    NotSent = 4,
}

/// <summary>What one check came to. Callers learn no more than whether it is <see cref="Right"/>. The numbers are stored: add, never renumber.</summary>
public enum CheckResult
{
    Right = 0,
    Wrong = 1,

    /// <summary>The code was used before.</summary>
    Used = 2,

    /// <summary>The verification was cancelled or replaced.</summary>
    Over = 3,

    Late = 4,

    /// <summary>This code had all its checks.</summary>
    Exhausted = 5,

    /// <summary>Number and purpose are locked after too many wrong codes.</summary>
    Locked = 6,
}
