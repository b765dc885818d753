using System.Diagnostics;

namespace Pipeline.Benchmarks;

/// <summary>Copying, three well-known tools, and ours.</summary>
internal sealed class Contenders(string folder, string center)
{
    private const string Walk = """
        import os, sys
        import pydicom
        from pydicom.uid import generate_uid
        def clean(ds, e):
            if e.VR in ('PN', 'DA', 'TM', 'DT', 'LO', 'SH', 'LT', 'ST'): e.value = ''
            elif e.VR == 'UI' and not str(e.value).startswith('1.2.840.10008.'): e.value = generate_uid(entropy_srcs=[str(e.value)])
        for root, _, names in os.walk(sys.argv[1]):
            out = os.path.join(sys.argv[2], os.path.relpath(root, sys.argv[1]))
            os.makedirs(out, exist_ok=True)
            for name in names:
                ds = pydicom.dcmread(os.path.join(root, name))
                ds.walk(clean)
                ds.remove_private_tags()
                ds.save_as(os.path.join(out, name))
        """;

    /// <summary>The first is the floor.</summary>
    public IReadOnlyList<Contender> All()
    {
        string script = Path.Combine(folder, "walk.py");
        File.WriteAllText(script, Walk);
        string certificate = Path.Combine(folder, "certificate.pem");
        Shell("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=benchmark", "-days", "1", "-keyout", Path.Combine(folder, "key.pem"), "-out", certificate);
        string[] erased = ["-ea", "(0010,0010)", "-ea", "(0010,0020)", "-ea", "(0010,0030)", "-ea", "(0008,0080)", "-ea", "(0008,0090)", "-ea", "(0008,0050)", "-ea", "(0010,1040)"];
        return
        [
            new("cp -r", "cp", ["-r", "IN", "OUT"]),
            new("center deidentify", center, ["deidentify", "IN", "--out", "OUT", "--trust-regions"]),
            new("gdcmanon -e", "gdcmanon", ["-e", "-c", certificate, "-r", "-i", "IN", "-o", "OUT"]),
            new("cp -r, dcmodify -ea", "dcmodify", ["-nb", "-q", .. erased, "FILES"], EditsInPlace: true),
            new("pydicom walk", "/usr/bin/python3", ["-W", "ignore", script, "IN", "OUT"]),
        ];
    }

    /// <summary>Runs a program to its end, its output unseen; its exit code, or -1 where it cannot be started.</summary>
    public static int Shell(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using Process process = Process.Start(start)!;
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
