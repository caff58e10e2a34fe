using System.Text.Json.Serialization;

namespace Fathom.Lab.Training;

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Answers))]
sealed partial class AnswersJson : JsonSerializerContext;
