using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Cloud.Tests;

/// <summary>A PostgreSQL server as far as its first question: it asks for the password in the clear, notes it and refuses it.</summary>
internal sealed class PostgresStandIn : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public PostgresStandIn() => listener.Start();

    public string ConnectionString
        => $"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};Database=center;Username=id-intake;SSL Mode=Disable;GSS Encryption Mode=Disable;Timeout=30";

    /// <summary>Serves one connection.</summary>
    /// <returns>The password it was given.</returns>
    public async Task<string> AskPasswordAsync(CancellationToken cancellationToken)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync(cancellationToken);
        NetworkStream stream = client.GetStream();
        await MessageAsync(stream, cancellationToken);

        // AuthenticationCleartextPassword: 'R', length 8, 3
        await stream.WriteAsync(new byte[] { (byte)'R', 0, 0, 0, 8, 0, 0, 0, 3 }, cancellationToken);

        // PasswordMessage: 'p', length, the password and a zero byte
        byte[] type = new byte[1];
        await stream.ReadExactlyAsync(type, cancellationToken);
        type[0].ShouldBe((byte)'p');
        byte[] password = await MessageAsync(stream, cancellationToken);

        // ErrorResponse: 'E', length, its fields (severity, SQLSTATE, message) and a zero byte
        byte[] fields = Encoding.ASCII.GetBytes("SFATAL\0VFATAL\0C28P01\0Mrefused\0\0");
        await stream.WriteAsync(new byte[] { (byte)'E', 0, 0, 0, (byte)(fields.Length + 4) }, cancellationToken);
        await stream.WriteAsync(fields, cancellationToken);
        return Encoding.UTF8.GetString(password).TrimEnd('\0');
    }

    public void Dispose() => listener.Dispose();

    /// <summary>A message past its type: four bytes of length, themselves included, and the rest.</summary>
    private static async Task<byte[]> MessageAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        byte[] length = new byte[4];
        await stream.ReadExactlyAsync(length, cancellationToken);
        byte[] content = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - length.Length];
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }
}
