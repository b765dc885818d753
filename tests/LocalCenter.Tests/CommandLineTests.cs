using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pipeline.LocalCenter.Host;

namespace Pipeline.LocalCenter.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_tells_every_option_in_both_languages()
    {
        (int code, string output, _) = await CenterCommand.RunAsync("--help");
        code.ShouldBe(0);
        foreach (string option in new[] { "--input", "--consents", "--once", "--data", "--port", "--summary", "--lang" })
        {
            output.ShouldContain(option);
        }

        output.ShouldContain("一台の機械で動くセンター");
        output.ShouldContain("Where state is kept; starting again on it continues");
    }

    [Theory]
    [InlineData("--input", "/no/such/folder", "there is no such folder")]
    [InlineData("--consents", "/no/such/file.csv", "needs --input, and a file that exists")]
    [InlineData("--port", "70000", "0–65535")]
    [InlineData("--lang", "fr", "fr")]
    public async Task A_wrong_option_is_refused_with_what_is_wrong(string option, string value, string says)
    {
        (int code, _, string errors) = await CenterCommand.RunAsync(option, value);
        code.ShouldNotBe(0);
        errors.ShouldContain(says);
    }

    [Fact]
    public async Task A_second_center_on_the_same_data_is_refused_and_told_what_to_do()
    {
        using TemporaryFolder folder = new();
        using CenterFolder first = new(folder.Path);

        (int code, _, string errors) = await CenterCommand.RunAsync("--data", folder.Path, "--once", "--lang", "en");

        code.ShouldBe(2);
        errors.ShouldContain("another center is running on it");
        errors.ShouldContain("--data");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_with_the_way_out()
    {
        using TemporaryFolder folder = new();
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        (int code, _, string errors) = await CenterCommand.RunAsync("--data", folder.In("data"), "--once", "--port", port, "--lang", "en");

        code.ShouldBe(2);
        errors.ShouldContain($"Port {port} is taken by another program. Choose another with --port");
    }
}
