namespace StreamBench.Reports.Tests;

public class ApprovedReportTests
{
    public static TheoryData<string> Presented => Presenters.Names;

    [Theory]
    [MemberData(nameof(Presented))]
    public void Report_is_the_approved_one(string presenter)
    {
        var text = Presenters.Text(presenter, Samples.Mixed());

        text.ShouldMatchApproved(options =>
            options
                .SubFolder("Approved")
                .WithFilenameGenerator(
                    (_, _, type, _) =>
                        $"{Path.GetFileNameWithoutExtension(presenter)}.{type}{Path.GetExtension(presenter)}"
                )
                .NoDiff()
        );
    }
}
