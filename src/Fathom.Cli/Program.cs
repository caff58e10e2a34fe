using Fathom.Cli;

ParentWatch.Begin();
return new CommandLine(Terminal.OfProcess(), new LabExaminer(), TimeProvider.System).Run(args);
