using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Makes embeddings.</summary>
static class EmbeddingBuilder
{
    static readonly Normal AsInTorch = new() { Deviation = 1 };

    public static nn.Module<Tensor, Tensor> Make(Embedding layer, Construction construction)
    {
        var module = new EmbeddingModule(layer.Vocabulary, layer.Width);
        construction.Fill(module.Weight, layer.Init ?? AsInTorch, new Fans(1, layer.Width));
        return module;
    }
}
