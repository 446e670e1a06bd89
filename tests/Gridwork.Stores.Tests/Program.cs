// The runner's usual entry, but that a child of the crash tests is this program too (Crashes/Child.cs).
using Gridwork.Stores.Tests;
using Gridwork.Stores.Tests.Crashes;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

if (Child.Ordered is { } order)
{
    await Child.RunAsync(order);
    return 0;
}
return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
