namespace Fathom.Pictures.Tests;

public class PictureTableTests
{
    [Fact]
    public void Csv_quotes_what_needs_it_and_disarms_formulas_but_not_numbers()
    {
        var table = new PictureTable(["layer", "decades"], [["a,b", "-1.5"], ["=cmd()", "+0.3"], ["say \"x\"", "-x"]]);

        Assert.Equal("layer,decades\r\n\"a,b\",-1.5\r\n'=cmd(),+0.3\r\n\"say \"\"x\"\"\",'-x\r\n", table.ToCsv());
    }

    [Fact]
    public void Every_row_has_a_cell_for_every_column() =>
        Assert.All(AllPictures.Of(AllPictures.View, Scheme.Light), picture => Assert.All(picture.Table.Rows, row => Assert.Equal(picture.Table.Columns.Count, row.Count)));
}
