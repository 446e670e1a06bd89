namespace Gridwork.Server.Tests.Cases;

/// <summary>Tests on a server of their own whose district has a campaign with cases.</summary>
public abstract class WithCases : IAsyncLifetime
{
    protected TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await TestServer.StartAsync();
        await Server.AddCasesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
