using Gridwork.Browser.Tests;

[assembly: AssemblyFixture(typeof(DemoSite))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
