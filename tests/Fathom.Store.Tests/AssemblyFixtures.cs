using Fathom.Store.Tests.Servers;

[assembly: AssemblyFixture(typeof(Postgres))]
