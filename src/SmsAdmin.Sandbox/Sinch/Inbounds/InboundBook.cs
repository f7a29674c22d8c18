namespace SmsAdmin.Sandbox.Sinch.Inbounds;

/// <summary>A plan's inbound texts. The plan's gate guards them.</summary>
internal sealed class InboundBook
{
    private const int Capacity = 100_000;

    private readonly List<Inbound> _inOrder = [];

    public void Add(Inbound inbound)
    {
        _inOrder.Add(inbound);
        if (_inOrder.Count > Capacity)
            _inOrder.RemoveRange(0, Capacity / 10);
    }

    public Inbound? Find(string id) => _inOrder.Find(inbound => inbound.Id == id);

    public IEnumerable<Inbound> NewestFirst => Enumerable.Reverse(_inOrder);
}
