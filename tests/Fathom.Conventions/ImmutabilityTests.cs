using System.Reflection;
using System.Runtime.CompilerServices;

namespace Fathom.Conventions;

public class ImmutabilityTests
{
    public static TheoryData<Type> PublicRecords =>
        [.. Repository.Packages.SelectMany(package => package.GetExportedTypes()).Where(IsRecord)];

    [Theory]
    [MemberData(nameof(PublicRecords))]
    public void A_public_record_never_changes(Type record)
    {
        var changing = record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } setter && !IsInitOnly(setter)).Select(property => property.Name);

        Assert.Empty(changing);
    }

    // The compiler writes PrintMembers for every record, class or struct, and for nothing else.
    static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is { } print && print.IsDefined(typeof(CompilerGeneratedAttribute));

    static bool IsInitOnly(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
