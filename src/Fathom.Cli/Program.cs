using Fathom.Cli;

return new CommandLine(Terminal.OfProcess(), new UnwiredExaminer(), TimeProvider.System).Run(args);
