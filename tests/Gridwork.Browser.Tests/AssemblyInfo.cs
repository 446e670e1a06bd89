using Gridwork.Browser.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(DemoSite))]
