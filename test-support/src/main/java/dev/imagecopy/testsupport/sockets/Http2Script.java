package dev.imagecopy.testsupport.sockets;

import dev.imagecopy.testsupport.sockets.ScriptedServer.Peer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The few HTTP/2 frames (RFC 9113) that a server needs to refuse a request. */
public final class Http2Script {
    private static final int PREFACE_LENGTH = 24;
    private static final int DATA = 0x0;
    private static final int HEADERS = 0x1;
    private static final int RST_STREAM = 0x3;
    private static final int SETTINGS = 0x4;
    private static final int GOAWAY = 0x7;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;
    private static final byte STATUS_200 = (byte) 0x88; // in the static table of RFC 7541

    private Http2Script() {}

    /** What to do when the whole request of a stream has arrived. */
    public interface Action {
        void on(Peer peer, int stream) throws IOException;
    }

    public static Action resetStream(int errorCode) {
        return (peer, stream) ->
                peer.send(frame(RST_STREAM, stream, ByteBuffer.allocate(4).putInt(errorCode)));
    }

    /** Sends that streams up to the given one may have been processed, and later ones were not. */
    public static Action goAway(int lastStream) {
        return (peer, stream) -> peer.send(
                frame(GOAWAY, 0, ByteBuffer.allocate(8).putInt(lastStream).putInt(0)));
    }

    /** Ends the connection in order, so that the client reads what was sent before. */
    public static Action endOutput() {
        return (peer, stream) -> peer.endOutput();
    }

    /** Drops the connection: the client may lose what was sent before. */
    public static Action hangUp() {
        return (peer, stream) -> peer.close();
    }

    /** Answers with the status 200 and no body. */
    public static Action answer() {
        return (peer, stream) -> peer.send(frame(
                HEADERS,
                END_STREAM | END_HEADERS,
                stream,
                ByteBuffer.allocate(1).put(STATUS_200)));
    }

    public static Step onRequest(Action... actions) {
        return (peer, server) -> {
            DataInputStream in = new DataInputStream(peer.in());
            in.readFully(new byte[PREFACE_LENGTH]);
            peer.send(frame(SETTINGS, 0, ByteBuffer.allocate(0)));
            while (true) {
                int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                in.readFully(new byte[length]);
                if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
                    server.countArrival();
                    for (Action action : actions) {
                        action.on(peer, stream);
                    }
                }
            }
        };
    }

    private static byte[] frame(int type, int stream, ByteBuffer payload) {
        return frame(type, 0, stream, payload);
    }

    private static byte[] frame(int type, int flags, int stream, ByteBuffer payload) {
        return ByteBuffer.allocate(9 + payload.capacity())
                .putInt(payload.capacity() << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload.flip())
                .array();
    }
}
