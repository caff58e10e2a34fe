namespace Fathom.Recipes;

/// <summary>How the bias of the gate that keeps the state starts: high keeps much, and long.</summary>
public abstract record ForgetBias;
