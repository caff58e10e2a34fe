namespace Fathom.Cli.Tests;

/// <summary>A recipe that trains in seconds and uses whatever a checkpoint must hold: dropout, a norm, an optimizer with memory, a schedule that learns.</summary>
static class TinyRecipe
{
    public const string Text = """
        name: tiny
        data: { source: digits, samples: 400 }
        network:
          input: [784]
          layers: [ { linear: 24 }, batch-norm, relu, { dropout: 0.2 }, { linear: 10 } ]
        training:
          optimizer: { adam: { lr: 0.002 } }
          batch: 32
          steps: 5000
          schedule: { on-plateau: { patience: 200 } }
        """;
}
