/** A web server and its database, for `docker compose up`: the page shows what the database has, and asks again while there is none. */

/** By path; the page is on port 8081 and says `In port: Ida` in the end. */
export const HARBOUR: Readonly<Record<string, string>> = {
	"compose.yaml": `services:
  web:
    image: php
    command: php -S 0.0.0.0:80 -t /site
    volumes: ["./site:/site:ro"]
    ports: ["8081:80"]
  db:
    image: mariadb
    environment: { MARIADB_RANDOM_ROOT_PASSWORD: 1, MARIADB_DATABASE: harbour, MARIADB_USER: ann, MARIADB_PASSWORD: secret }
    volumes: ["./tables:/docker-entrypoint-initdb.d:ro", "data:/var/lib/mysql"]
volumes: { data: {} }
`,
	"site/index.php": `<!doctype html><title>Harbour</title><?php
try {
	$database = new PDO("mysql:host=db;dbname=harbour", "ann", "secret");
	echo "<h1>In port: ", $database->query("SELECT name FROM boats")->fetchColumn(), "</h1>";
} catch (PDOException $error) {
	header("Refresh: 2");
	echo "<h1>No database yet</h1>";
}
`,
	"tables/boats.sql": "CREATE TABLE boats (name VARCHAR(20)); INSERT INTO boats VALUES ('Ida');\n",
};
