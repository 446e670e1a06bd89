// The command line: one line a command. Exit codes: 0 done, 1 a check found something, 2 refused.
using Gridwork.Cli;
using Gridwork.Cli.Audits;
using Gridwork.Cli.Checks;
using Gridwork.Cli.Demo;
using Gridwork.Cli.Erasures;
using Gridwork.Cli.Grids;
using Gridwork.Cli.Imports;
using Gridwork.Cli.People;
using Gridwork.Cli.Replay;
using Gridwork.Cli.Serving;
using Gridwork.Cli.Setup;
using Spectre.Console.Cli;

CliTexts.TakeLanguage();
var app = new CommandApp();
app.Configure(commands =>
{
    commands.SetApplicationName("gridwork");
    commands.UseStrictParsing();
    commands.AddCommand<DemoCommand>("demo").WithDescription(CliTexts.Of("demo"));
    commands.AddCommand<ServeCommand>("serve").WithDescription(CliTexts.Of("serve"));
    commands.AddCommand<DistrictCommand>("district").WithDescription(CliTexts.Of("district"));
    commands.AddCommand<CheckCommand>("check").WithDescription(CliTexts.Of("check"));
    commands.AddCommand<PublishCommand>("publish").WithDescription(CliTexts.Of("publish"));
    commands.AddCommand<ReplayCommand>("replay").WithDescription(CliTexts.Of("replay"));
    commands.AddCommand<AccountCommand>("account").WithDescription(CliTexts.Of("account"));
    commands.AddCommand<GrantCommand>("grant").WithDescription(CliTexts.Of("grant"));
    commands.AddCommand<TokenCommand>("token").WithDescription(CliTexts.Of("token"));
    commands.AddCommand<ImportCommand>("import").WithDescription(CliTexts.Of("import"));
    commands.AddCommand<RebuildCommand>("rebuild").WithDescription(CliTexts.Of("rebuild"));
    commands.AddCommand<EraseCommand>("erase").WithDescription(CliTexts.Of("erase"));
    commands.AddBranch("grid", grid =>
    {
        grid.SetDescription(CliTexts.Of("grid"));
        grid.AddCommand<GridCheckCommand>("check").WithDescription(CliTexts.Of("grid.check"));
        grid.AddCommand<GridPublishCommand>("publish").WithDescription(CliTexts.Of("grid.publish"));
    });
    commands.AddBranch("audit", audit =>
    {
        audit.SetDescription(CliTexts.Of("audit"));
        audit.AddCommand<AuditVerifyCommand>("verify").WithDescription(CliTexts.Of("audit.verify"));
    });
    commands.SetExceptionHandler((fault, _) =>
    {
        Console.Error.WriteLine(fault is RefusedException or CommandRuntimeException or CommandParseException ? fault.Message : fault.ToString());
        return 2;
    });
});
return await app.RunAsync(args);
