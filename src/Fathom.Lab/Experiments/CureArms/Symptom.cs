namespace Fathom.Lab.Experiments.CureArms;

/// <summary>The training problems that AutoTrainer tells apart, overfitting aside.</summary>
enum Symptom
{
    /// <summary>The gradient vanishes.</summary>
    Vanishing,

    /// <summary>The gradient explodes.</summary>
    Exploding,

    /// <summary>Rectifiers die.</summary>
    Dying,

    /// <summary>The loss oscillates.</summary>
    Oscillating,

    /// <summary>The training converges slowly or not at all.</summary>
    NotConverging,
}
