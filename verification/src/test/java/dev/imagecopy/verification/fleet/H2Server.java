package dev.imagecopy.verification.fleet;

import java.io.IOException;
import java.sql.SQLException;
import org.h2.tools.Server;

/** H2 as a server, which ends with its parent. */
final class H2Server {
    private H2Server() {}

    /** The folder of the files, and the port. */
    public static void main(String[] args) throws SQLException, IOException {
        Server server = Server.createTcpServer(
                        "-tcp", "-tcpPort", args[1], "-baseDir", args[0], "-ifNotExists", "-tcpDaemon")
                .start();
        System.out.println(server.getURL());
        while (System.in.read() >= 0) {
            // until the parent ends
        }
    }
}
