using Fathom.Cli;

return new CommandLine(Terminal.OfProcess(), new LabExaminer(), TimeProvider.System).Run(args);
