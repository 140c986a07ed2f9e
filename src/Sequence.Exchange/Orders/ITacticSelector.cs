namespace Sequence.Exchange.Orders;

/// <summary>Chooses how an order is worked. The tactics themselves stand above orders.</summary>
internal interface ITacticSelector
{
    /// <summary>A fresh tactic for a new order.</summary>
    Tactic For(OrderSpec spec);

    /// <summary>The tactic of an order that waited long enough: it takes what the venues offer.</summary>
    Tactic Escalated();
}
