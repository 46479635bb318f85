package dev.imagecopy.verification.fleet;

import dev.imagecopy.fleet.FleetWorker;
import java.io.IOException;
import java.util.List;

/** The program that is killed: one worker of the fleet, which says when it has started, until its standard input ends. */
final class KilledWorker {
    private KilledWorker() {}

    /** Four addresses, the database, whether names are unique, the worker's name. */
    public static void main(String[] args) throws IOException {
        try (FleetProcess process =
                new FleetProcess(List.of(args).subList(0, 4), args[4], Boolean.parseBoolean(args[5]))) {
            FleetWorker worker = process.fleet.worker().name(args[6]).start();
            System.out.println("started");
            while (System.in.read() >= 0) {
                // until the parent ends
            }
            worker.stop();
        }
    }
}
