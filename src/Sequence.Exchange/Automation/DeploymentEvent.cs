namespace Sequence.Exchange.Automation;

/// <summary>What happened to a deployment.</summary>
/// <param name="Deployment">The deployment, after it happened.</param>
/// <param name="Kind">One of created, started, stopped, updated, deleted.</param>
/// <param name="At">Exchange time.</param>
internal sealed record DeploymentEvent(Deployment Deployment, string Kind, UnixNanos At);
