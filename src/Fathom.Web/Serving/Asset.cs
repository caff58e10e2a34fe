namespace Fathom.Web.Serving;

/// <summary>One embedded file.</summary>
sealed record Asset(byte[] Content, byte[] Packed, string Fingerprint, string ContentType);
