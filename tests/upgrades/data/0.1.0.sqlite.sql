BEGIN TRANSACTION;
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
INSERT INTO "auth_permission" VALUES(1,1,'add_logentry','Can add log entry');
INSERT INTO "auth_permission" VALUES(2,1,'change_logentry','Can change log entry');
INSERT INTO "auth_permission" VALUES(3,1,'delete_logentry','Can delete log entry');
INSERT INTO "auth_permission" VALUES(4,1,'view_logentry','Can view log entry');
INSERT INTO "auth_permission" VALUES(5,2,'add_permission','Can add permission');
INSERT INTO "auth_permission" VALUES(6,2,'change_permission','Can change permission');
INSERT INTO "auth_permission" VALUES(7,2,'delete_permission','Can delete permission');
INSERT INTO "auth_permission" VALUES(8,2,'view_permission','Can view permission');
INSERT INTO "auth_permission" VALUES(9,3,'add_group','Can add group');
INSERT INTO "auth_permission" VALUES(10,3,'change_group','Can change group');
INSERT INTO "auth_permission" VALUES(11,3,'delete_group','Can delete group');
INSERT INTO "auth_permission" VALUES(12,3,'view_group','Can view group');
INSERT INTO "auth_permission" VALUES(13,4,'add_user','Can add user');
INSERT INTO "auth_permission" VALUES(14,4,'change_user','Can change user');
INSERT INTO "auth_permission" VALUES(15,4,'delete_user','Can delete user');
INSERT INTO "auth_permission" VALUES(16,4,'view_user','Can view user');
INSERT INTO "auth_permission" VALUES(17,5,'add_contenttype','Can add content type');
INSERT INTO "auth_permission" VALUES(18,5,'change_contenttype','Can change content type');
INSERT INTO "auth_permission" VALUES(19,5,'delete_contenttype','Can delete content type');
INSERT INTO "auth_permission" VALUES(20,5,'view_contenttype','Can view content type');
INSERT INTO "auth_permission" VALUES(21,6,'add_session','Can add session');
INSERT INTO "auth_permission" VALUES(22,6,'change_session','Can change session');
INSERT INTO "auth_permission" VALUES(23,6,'delete_session','Can delete session');
INSERT INTO "auth_permission" VALUES(24,6,'view_session','Can view session');
INSERT INTO "auth_permission" VALUES(25,7,'add_crontabschedule','Can add crontab');
INSERT INTO "auth_permission" VALUES(26,7,'change_crontabschedule','Can change crontab');
INSERT INTO "auth_permission" VALUES(27,7,'delete_crontabschedule','Can delete crontab');
INSERT INTO "auth_permission" VALUES(28,7,'view_crontabschedule','Can view crontab');
INSERT INTO "auth_permission" VALUES(29,8,'add_intervalschedule','Can add interval');
INSERT INTO "auth_permission" VALUES(30,8,'change_intervalschedule','Can change interval');
INSERT INTO "auth_permission" VALUES(31,8,'delete_intervalschedule','Can delete interval');
INSERT INTO "auth_permission" VALUES(32,8,'view_intervalschedule','Can view interval');
INSERT INTO "auth_permission" VALUES(33,9,'add_periodictask','Can add periodic task');
INSERT INTO "auth_permission" VALUES(34,9,'change_periodictask','Can change periodic task');
INSERT INTO "auth_permission" VALUES(35,9,'delete_periodictask','Can delete periodic task');
INSERT INTO "auth_permission" VALUES(36,9,'view_periodictask','Can view periodic task');
INSERT INTO "auth_permission" VALUES(37,10,'add_periodictasks','Can add periodic task track');
INSERT INTO "auth_permission" VALUES(38,10,'change_periodictasks','Can change periodic task track');
INSERT INTO "auth_permission" VALUES(39,10,'delete_periodictasks','Can delete periodic task track');
INSERT INTO "auth_permission" VALUES(40,10,'view_periodictasks','Can view periodic task track');
INSERT INTO "auth_permission" VALUES(41,11,'add_solarschedule','Can add solar event');
INSERT INTO "auth_permission" VALUES(42,11,'change_solarschedule','Can change solar event');
INSERT INTO "auth_permission" VALUES(43,11,'delete_solarschedule','Can delete solar event');
INSERT INTO "auth_permission" VALUES(44,11,'view_solarschedule','Can view solar event');
INSERT INTO "auth_permission" VALUES(45,12,'add_clockedschedule','Can add clocked');
INSERT INTO "auth_permission" VALUES(46,12,'change_clockedschedule','Can change clocked');
INSERT INTO "auth_permission" VALUES(47,12,'delete_clockedschedule','Can delete clocked');
INSERT INTO "auth_permission" VALUES(48,12,'view_clockedschedule','Can view clocked');
INSERT INTO "auth_permission" VALUES(49,13,'add_certificateauthority','Can add certificate authority');
INSERT INTO "auth_permission" VALUES(50,13,'change_certificateauthority','Can change certificate authority');
INSERT INTO "auth_permission" VALUES(51,13,'delete_certificateauthority','Can delete certificate authority');
INSERT INTO "auth_permission" VALUES(52,13,'view_certificateauthority','Can view certificate authority');
INSERT INTO "auth_permission" VALUES(53,14,'add_revokedbearer','Can add revoked bearer');
INSERT INTO "auth_permission" VALUES(54,14,'change_revokedbearer','Can change revoked bearer');
INSERT INTO "auth_permission" VALUES(55,14,'delete_revokedbearer','Can delete revoked bearer');
INSERT INTO "auth_permission" VALUES(56,14,'view_revokedbearer','Can view revoked bearer');
INSERT INTO "auth_permission" VALUES(57,15,'add_alert','Can add alert');
INSERT INTO "auth_permission" VALUES(58,15,'change_alert','Can change alert');
INSERT INTO "auth_permission" VALUES(59,15,'delete_alert','Can delete alert');
INSERT INTO "auth_permission" VALUES(60,15,'view_alert','Can view alert');
INSERT INTO "auth_permission" VALUES(61,16,'add_client','Can add client');
INSERT INTO "auth_permission" VALUES(62,16,'change_client','Can change client');
INSERT INTO "auth_permission" VALUES(63,16,'delete_client','Can delete client');
INSERT INTO "auth_permission" VALUES(64,16,'view_client','Can view client');
INSERT INTO "auth_permission" VALUES(65,16,'rotate_client','Can stage, prove, activate, retire and revoke credentials');
INSERT INTO "auth_permission" VALUES(66,17,'add_credential','Can add credential');
INSERT INTO "auth_permission" VALUES(67,17,'change_credential','Can change credential');
INSERT INTO "auth_permission" VALUES(68,17,'delete_credential','Can delete credential');
INSERT INTO "auth_permission" VALUES(69,17,'view_credential','Can view credential');
INSERT INTO "auth_permission" VALUES(70,17,'export_credential','Can export private keys, where ALLOW_KEY_EXPORT is on');
INSERT INTO "auth_permission" VALUES(71,18,'add_accesstoken','Can add access token');
INSERT INTO "auth_permission" VALUES(72,18,'change_accesstoken','Can change access token');
INSERT INTO "auth_permission" VALUES(73,18,'delete_accesstoken','Can delete access token');
INSERT INTO "auth_permission" VALUES(74,18,'view_accesstoken','Can view access token');
INSERT INTO "auth_permission" VALUES(75,19,'add_environment','Can add environment');
INSERT INTO "auth_permission" VALUES(76,19,'change_environment','Can change environment');
INSERT INTO "auth_permission" VALUES(77,19,'delete_environment','Can delete environment');
INSERT INTO "auth_permission" VALUES(78,19,'view_environment','Can view environment');
INSERT INTO "auth_permission" VALUES(79,20,'add_event','Can add event');
INSERT INTO "auth_permission" VALUES(80,20,'change_event','Can change event');
INSERT INTO "auth_permission" VALUES(81,20,'delete_event','Can delete event');
INSERT INTO "auth_permission" VALUES(82,20,'view_event','Can view event');
INSERT INTO "auth_permission" VALUES(83,21,'add_pendinggrant','Can add pending grant');
INSERT INTO "auth_permission" VALUES(84,21,'change_pendinggrant','Can change pending grant');
INSERT INTO "auth_permission" VALUES(85,21,'delete_pendinggrant','Can delete pending grant');
INSERT INTO "auth_permission" VALUES(86,21,'view_pendinggrant','Can view pending grant');
INSERT INTO "auth_permission" VALUES(87,22,'add_signingkeyset','Can add signing key set');
INSERT INTO "auth_permission" VALUES(88,22,'change_signingkeyset','Can change signing key set');
INSERT INTO "auth_permission" VALUES(89,22,'delete_signingkeyset','Can delete signing key set');
INSERT INTO "auth_permission" VALUES(90,22,'view_signingkeyset','Can view signing key set');
CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "first_name" varchar(150) NOT NULL);
INSERT INTO "auth_user" VALUES(1,'md5$VkLFQrDAhOELT83E0b6TOx$744d3df662e16779c6fefe94ea1dfb9a',NULL,1,'olivia','','olivia@example.test',1,1,'2026-08-20 12:00:00','');
INSERT INTO "auth_user" VALUES(2,'md5$jxBbK0x31Qx3Y46lOdeGG9$0163ebf8a8d4d1460e9e4af2ad9bb499',NULL,0,'otto','','otto@example.test',1,1,'2026-08-20 12:00:00','');
CREATE TABLE "auth_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "auth_user_user_permissions" VALUES(1,2,64);
INSERT INTO "auth_user_user_permissions" VALUES(2,2,65);
INSERT INTO "auth_user_user_permissions" VALUES(3,2,69);
INSERT INTO "auth_user_user_permissions" VALUES(4,2,70);
INSERT INTO "auth_user_user_permissions" VALUES(5,2,82);
CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" text NULL, "object_repr" varchar(200) NOT NULL, "action_flag" smallint unsigned NOT NULL CHECK ("action_flag" >= 0), "change_message" text NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "action_time" datetime NOT NULL);
CREATE TABLE "django_celery_beat_clockedschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clocked_time" datetime NOT NULL);
CREATE TABLE "django_celery_beat_crontabschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "minute" varchar(240) NOT NULL, "hour" varchar(96) NOT NULL, "day_of_week" varchar(64) NOT NULL, "day_of_month" varchar(124) NOT NULL, "month_of_year" varchar(64) NOT NULL, "timezone" varchar(63) NOT NULL);
CREATE TABLE "django_celery_beat_intervalschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "every" integer NOT NULL, "period" varchar(24) NOT NULL);
INSERT INTO "django_celery_beat_intervalschedule" VALUES(1,15,'seconds');
INSERT INTO "django_celery_beat_intervalschedule" VALUES(2,5,'seconds');
INSERT INTO "django_celery_beat_intervalschedule" VALUES(3,30,'seconds');
INSERT INTO "django_celery_beat_intervalschedule" VALUES(4,3600,'seconds');
INSERT INTO "django_celery_beat_intervalschedule" VALUES(5,86400,'seconds');
INSERT INTO "django_celery_beat_intervalschedule" VALUES(6,300,'seconds');
CREATE TABLE "django_celery_beat_periodictask" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL UNIQUE, "task" varchar(200) NOT NULL, "args" text NOT NULL, "kwargs" text NOT NULL, "queue" varchar(200) NULL, "exchange" varchar(200) NULL, "routing_key" varchar(200) NULL, "expires" datetime NULL, "enabled" bool NOT NULL, "last_run_at" datetime NULL, "total_run_count" integer unsigned NOT NULL CHECK ("total_run_count" >= 0), "date_changed" datetime NOT NULL, "description" text NOT NULL, "crontab_id" integer NULL REFERENCES "django_celery_beat_crontabschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "interval_id" integer NULL REFERENCES "django_celery_beat_intervalschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "solar_id" integer NULL REFERENCES "django_celery_beat_solarschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "one_off" bool NOT NULL, "start_time" datetime NULL, "priority" integer unsigned NULL CHECK ("priority" >= 0), "headers" text NOT NULL, "clocked_id" integer NULL REFERENCES "django_celery_beat_clockedschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "expire_seconds" integer unsigned NULL CHECK ("expire_seconds" >= 0));
INSERT INTO "django_celery_beat_periodictask" VALUES(1,'mosaic_clients.refresh_due_access_tokens','mosaic_clients.refresh_due_access_tokens','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Refresh the access tokens that are due',NULL,1,NULL,0,NULL,NULL,'{}',NULL,30);
INSERT INTO "django_celery_beat_periodictask" VALUES(2,'mosaic_clients.poll_pending_grants','mosaic_clients.poll_pending_grants','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Ask whether users have approved what waits for them',NULL,2,NULL,0,NULL,NULL,'{}',NULL,10);
INSERT INTO "django_celery_beat_periodictask" VALUES(3,'mosaic_clients.rotate_due_clients','mosaic_clients.rotate_due_clients','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Do the next step of every rotation that has one to do',NULL,3,NULL,0,NULL,NULL,'{}',NULL,60);
INSERT INTO "django_celery_beat_periodictask" VALUES(4,'mosaic_clients.send_due_alerts','mosaic_clients.send_due_alerts','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Tell people about certificates that end soon',NULL,6,NULL,0,NULL,NULL,'{}',NULL,600);
INSERT INTO "django_celery_beat_periodictask" VALUES(5,'mosaic_clients.prune_revoked_bearers','mosaic_clients.prune_revoked_bearers','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Forget revoked tokens that have expired by themselves',NULL,4,NULL,0,NULL,NULL,'{}',NULL,7200);
INSERT INTO "django_celery_beat_periodictask" VALUES(6,'mosaic_clients.compare_published_clients','mosaic_clients.compare_published_clients','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Compare what Mosaic holds with what it should hold',NULL,5,NULL,0,NULL,NULL,'{}',NULL,172800);
INSERT INTO "django_celery_beat_periodictask" VALUES(7,'mosaic_clients.refresh_signing_key_sets','mosaic_clients.refresh_signing_key_sets','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Refresh the signing keys of Mosaic that soon go stale',NULL,1,NULL,0,NULL,NULL,'{}',NULL,30);
INSERT INTO "django_celery_beat_periodictask" VALUES(8,'mosaic_clients.refresh_discoveries','mosaic_clients.refresh_discoveries','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Read the discovery documents that are used again',NULL,5,NULL,0,NULL,NULL,'{}',NULL,172800);
CREATE TABLE "django_celery_beat_periodictasks" ("ident" smallint NOT NULL PRIMARY KEY, "last_update" datetime NOT NULL);
CREATE TABLE "django_celery_beat_solarschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "event" varchar(24) NOT NULL, "latitude" decimal NOT NULL, "longitude" decimal NOT NULL);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES(1,'admin','logentry');
INSERT INTO "django_content_type" VALUES(2,'auth','permission');
INSERT INTO "django_content_type" VALUES(3,'auth','group');
INSERT INTO "django_content_type" VALUES(4,'auth','user');
INSERT INTO "django_content_type" VALUES(5,'contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES(6,'sessions','session');
INSERT INTO "django_content_type" VALUES(7,'django_celery_beat','crontabschedule');
INSERT INTO "django_content_type" VALUES(8,'django_celery_beat','intervalschedule');
INSERT INTO "django_content_type" VALUES(9,'django_celery_beat','periodictask');
INSERT INTO "django_content_type" VALUES(10,'django_celery_beat','periodictasks');
INSERT INTO "django_content_type" VALUES(11,'django_celery_beat','solarschedule');
INSERT INTO "django_content_type" VALUES(12,'django_celery_beat','clockedschedule');
INSERT INTO "django_content_type" VALUES(13,'mosaic_clients','certificateauthority');
INSERT INTO "django_content_type" VALUES(14,'mosaic_clients','revokedbearer');
INSERT INTO "django_content_type" VALUES(15,'mosaic_clients','alert');
INSERT INTO "django_content_type" VALUES(16,'mosaic_clients','client');
INSERT INTO "django_content_type" VALUES(17,'mosaic_clients','credential');
INSERT INTO "django_content_type" VALUES(18,'mosaic_clients','accesstoken');
INSERT INTO "django_content_type" VALUES(19,'mosaic_clients','environment');
INSERT INTO "django_content_type" VALUES(20,'mosaic_clients','event');
INSERT INTO "django_content_type" VALUES(21,'mosaic_clients','pendinggrant');
INSERT INTO "django_content_type" VALUES(22,'mosaic_clients','signingkeyset');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'contenttypes','0001_initial','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(2,'auth','0001_initial','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(3,'admin','0001_initial','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(4,'admin','0002_logentry_remove_auto_add','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(5,'admin','0003_logentry_add_action_flag_choices','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(6,'contenttypes','0002_remove_content_type_name','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(7,'auth','0002_alter_permission_name_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(8,'auth','0003_alter_user_email_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(9,'auth','0004_alter_user_username_opts','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(10,'auth','0005_alter_user_last_login_null','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(11,'auth','0006_require_contenttypes_0002','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(12,'auth','0007_alter_validators_add_error_messages','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(13,'auth','0008_alter_user_username_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(14,'auth','0009_alter_user_last_name_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(15,'auth','0010_alter_group_name_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(16,'auth','0011_update_proxy_permissions','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(17,'auth','0012_alter_user_first_name_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(18,'django_celery_beat','0001_initial','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(19,'django_celery_beat','0002_auto_20161118_0346','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(20,'django_celery_beat','0003_auto_20161209_0049','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(21,'django_celery_beat','0004_auto_20170221_0000','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(22,'django_celery_beat','0005_add_solarschedule_events_choices','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(23,'django_celery_beat','0006_auto_20180322_0932','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(24,'django_celery_beat','0007_auto_20180521_0826','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(25,'django_celery_beat','0008_auto_20180914_1922','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(26,'django_celery_beat','0006_auto_20180210_1226','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(27,'django_celery_beat','0006_periodictask_priority','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(28,'django_celery_beat','0009_periodictask_headers','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(29,'django_celery_beat','0010_auto_20190429_0326','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(30,'django_celery_beat','0011_auto_20190508_0153','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(31,'django_celery_beat','0012_periodictask_expire_seconds','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(32,'django_celery_beat','0013_auto_20200609_0727','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(33,'django_celery_beat','0014_remove_clockedschedule_enabled','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(34,'django_celery_beat','0015_edit_solarschedule_events_choices','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(35,'django_celery_beat','0016_alter_crontabschedule_timezone','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(36,'django_celery_beat','0017_alter_crontabschedule_month_of_year','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(37,'django_celery_beat','0018_improve_crontab_helptext','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(38,'django_celery_beat','0019_alter_periodictasks_options','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(39,'mosaic_clients','0001_initial','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(40,'mosaic_clients','0002_default_schedule','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(41,'mosaic_clients','0003_alerts_more_often','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(42,'mosaic_clients','0004_client_alternative_names','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(43,'sessions','0001_initial','2026-08-20 12:00:00');
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "mosaic_clients_accesstoken" ("id" char(32) NOT NULL PRIMARY KEY, "resource" varchar(500) NOT NULL, "value" text NOT NULL, "scope" text NOT NULL, "obtained_at" datetime NULL, "expires_at" datetime NULL, "due_at" datetime NOT NULL, "claimed_until" datetime NULL, "claim" char(32) NULL, "failures" smallint unsigned NOT NULL CHECK ("failures" >= 0), "problem" varchar(500) NOT NULL, "client_id" char(32) NOT NULL REFERENCES "mosaic_clients_client" ("id") DEFERRABLE INITIALLY DEFERRED, "credential_id" char(32) NULL REFERENCES "mosaic_clients_credential" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_token_per_client_and_resource" UNIQUE ("client_id", "resource"));
INSERT INTO "mosaic_clients_accesstoken" VALUES('42ad5e196ae847739727aea01f2d87ab','','v1.c70f84d29ea6.ykPQhALIz37mO7icpPvqPSUloyyAu-Eq_YSJaKOA3ZE9qn1lByaaYR3PqwXe_g2MO_G7Vz_pDWmj2ur9twS7RoqgIGdy96K0p2V1NbdXtB0IhugPpkOQXHWJzPpBE_FAJFXmJ-BfgnuuubhHmGhwsRyNAZPexuTeQyrSz27ZIgTg-_pfDMHLcay82OZ7H8blsrgLda8ggYQmWNJSer4g_4ow-NMksB2eBk48SHkJfgbFSgQt75iBnsUq7k9JVj7WCN7BMGIVA-Uv0QbPZ4hGZJsfqEDnezTZ2DuYOwi9dYv0enW6fIn59hbWf6MBEzR3aDax_fgtYrNvBHMuW2ftcGHmHdUfmHZuH258607T2sdwr-K0AJbd-Ovff_znMG7aixHETnVm59SfUvxGP9QWKOHdPtO8Zbo9kESRGy-wRAdmdeOTKQYRwphdH84xjMntVWqT4VnV-bH2QFYms-SSf8LdNSi3ovnkFot3IYxXS0qsaoOuABGMpf5zvSpfXSjLHVQrww5pphebpSUciGWgXhMRjhxvsgzEaWAUuLfSnNGcAqZuNL8HoQt-imMj6aSElxlKWKNgL5oI5nmE5yrT6ro8IPYVThgtqgTDK4oG9Z8fQ09WkjkArTc4QKlC0WEKdq57BA-L2Gpjw4eebEB7Dy6fa4H_zOP8-PjM06Z6tpcfkmduhgIBd05MXyZnFW4qhJH2cRM5gWUSGnhQlM5Ogab8MZSWmKlxyp00iveIdOL7-4yVmu7AC7axgZ77JXG7sGSrKCQB-zPUo_exEZnGFjP8pDBAsW2Om541Y4thcS6vabgSfEbATvy_ihakku5AA5IHtpXXriNNqlA5jWw66zkgMmNQH0isphbl4vUPRXp7IG4Kpdn_meW-cg6F0CxI-d6RHXaSi-zw9Aq5G5Qiagq0PUGIyc3VbWBKgRm5yq29_IqL56omYOFL4XaYxZHxtdR5uGejUeVCRktz20YXOfs9tuljhEEma4hIUOJdFqdLblOHcXBLaMlbAeWq3fSv1AlSiB_z1tLgFPvzyjubVRtqbPr7YEgg2SR2k_2_4TKLaLiNY4RM5fx1P3RCy75S6QdSeyuAsAi8_U3jXxUz4wFcff9NxuYOgpk0CSLMuW4oSMNFmCnQuTpfw93KKgR0kZKRxhFio9OPvFk2Zj9QvfAMOrxAYf5rFs5OQ_fZl7VCzUBYe7kbwzLFNhr0O-Ge4GGdNxADeztc0abBFvxpk1r1wbL1kX_Xq7Vt0QHJxE_wDL7CetuD8TguwNYd1mB4x-AOgHE7qEPeBOdOgcUT8EaMhp_yR0CmeTOCEACovhge_gJcvaIzCJgaP0Zwfbo79MR-JKTO3VjGJW656Nsdd7V7aI31W3nK4BSODIA7','openid','2026-11-29 11:48:00','2026-11-29 12:48:00','2026-11-29 12:46:51.012917',NULL,NULL,0,'','1e2fe07e826845d1b1eaa203eb03469d','ceb160537e07411f8c01508b83c41901');
INSERT INTO "mosaic_clients_accesstoken" VALUES('8747aaa9d0704084abe01253022e04b6','https://payments.test','v1.c70f84d29ea6.ouxnK4xcBRHS_P7ec4uKnsPBF1mrn_YSyzLBp5rs34DEvYKj-mCGnuZfuuQBZ4vrWTzuSIvyy2qePufKggO7XiuPvnOPxfOLnMwG6a141B9TD14V1ud_kQP7ps9xtknnMrXJFpL08h8-8JTJIfhSxUPkURenUagXQqTbaLXWXcvXGiCB6Q_18RLQTBBnESKq_xyioUYQecMKuNySUBPwHgf2iYoC_Sh8N23cF37zL7wopmK2cWW5dtFVuJLP2PJVuBItt7k6-07Gwk4SE5AKfqgEuOd1LN6GPPs677B6J-_MvafZsc7oEhgBvwWx6yYj4pGyGq2UwzAO23eRGG8-jfZZV-VvqWVbTZcO9OADmhK70gclgMScjJwdqbU0N7cLwchMiFhTq3Y12Xm1LPcf5I-nU8NKtcqXGMJyvtONCfSG84LG8lHBRyVA7uUEith3MWIvY_9c57D9nGnphGmlOXPccuKuHQSB9WKtOTmYzncVavI3fXFMOQgfKsNbzv1umlMlgKfCm-XgV31IeGliujzSqboDLCeVjRahyzjDx7E2stK7JLLoLvNoYa9TNRX2Zxe0N2AlB3YHVPHIHVaNU4Zy1QtFTS9iAZ3LQT3Ks1FLf812R0lkt_O7F32HP92ZdJpbnhj3emhIEOkn3Iley_sT9ACWzd71c3TDmhkKJX7EXNg8UkZuQb6wwsGiI_XF1G8OaR9bpS48e9pFjXZBxPaf0T5Ckh7iJpC_cyGDn29exLzQMcQRi0qdvhjn9rbQaUHnqtvvVIIZWEBt4-S1YHoftgOz46-flcVsuBPcNTR2ozeFPaTB9kms1VyTC5QWFs_vKtboHD8ElCMIsAt-jCJTr-37AFGgmjK30c7aaEQiEt4u-a6034SwKXgQLDsPZPFOFC1C52te05EGr-5CMy_0L-yOgcyYatqjeKr2r9c0Pp20mFygKbR4rHoSM4Dsqio0vyXcFLsGdmQrtdnuz2myRUYAQKGtdrJ0NwJL8mjhUgR7cAa1qPNk3qtbkegQ5NnSxJGtifam5AiH8NODOMbuq4q9Mxec6pubI6YuxMcKOmjhMfPYshFgfp1RlLoF-AEP6iKlu_3PeTAvQ7I2OFDquo1xDfWGYkcpWXkmdYsUVWHu_hnAexqt7VrocG_m4ameOy8kSAXKcbTeg-AxgiZXcRpHLsHO84ekO3OOICw1dFd3GThFtvoKQhnfeHS2cjFEpSjxwvZKiAxuN50cfijJOUL3PggKUiQuZtRA8ZEdYEfbNhvMaymLSwFQ0hwKE1ZEhJqcIRXmbif9l0-hLm35O1oO2QsE9pcoYhjsMR6QFx0OYdLpr9Jfu0-ucmPjvfZc5PcIkPq5faR7v4nq2aCFZHYRyUy9glF1UY16L6lPqdIq99e_8rT6uy2eg8Ed','openid','2026-11-29 12:00:00','2026-11-29 13:00:00','2026-11-29 12:55:35.528689',NULL,NULL,0,'','7701ea416c06471982748ca6e3275180','69e9cae1fa62464f9ebaebdbaa336830');
INSERT INTO "mosaic_clients_accesstoken" VALUES('cbbf008e590a41a0b0fd712299419e36','https://ledger.test','v1.c70f84d29ea6.oHemyh7Sq8dVUsZg_bLkVnQecm-1cltp6WKw3FOaxNkFhi7xfBgG87N3Dz6Y0nwHCNRRhZezCj8yKHyLmnk38pQsAVHy_7EL2Hq96znsyexwcLJwK8FimCpjc4XmTgzlPYkzR4q2NVxmHN8uzb2CwnbI_bezBdKf4NK_ZHXLpFYGB4jDt0jXJ0WiSeE8zOooLWSvXG1oaButov_tq8FBj9owaSlMS9oNlUd1hqW_nmhq9TtYCMhdkFkpwGcd4bWVjr5P-_fK0JNqQj9TaEqR36IsgiPoRDbTI6SYYhfQrGLeNowhr2IaxKQ7sNQA-Gs3LdfKKhgAJz5V1klQTrlFgz9jfjJGZgYNXxwwShGW4wh9ke1TjGyoztXj6Nry6tYV2hhSu2iH26nLLJopdUuuPTL5lfWpJsdYbUiqil8RBuEkKD5vyGGe7wBlSKPdgdpzlrJCHbT7XiW2hAZOWyPeLKMawU31PpVycjj9Fteo3hpflETgch5O48K8CS3n-LbIrSI3TVl7spX-Gak2F-xGoRSQvZHCJkhhNZ_lN1xXJK1na-pZB0su7uMCuq3uuHVITVNQX67EDMG2tcG3O4XD_0CHVnmKbQU5qKfyN6wjm2eR65bFjLJF0QLBJyItrJWy-kvdg-QgkO5WuRYdTqFBuI98CPaxwvWHQgeq9QgwAlV1XNTkgwkcKmhyRSvBQ01bpd9tFZDGK6YV4lm3ZZy_R1eitHlW9DpO6UZbXtlNzTiZf7zxCP2CwN9pVuqRZcbK1EmlMuQxWC8CLPl6llSY3izdcRz1UAXJypyMYlNDk2pqjhaZnPSsUU5AFXJmHa66R02zC8IOx1ezP2uCWpUuz4RWUkOVhMPLOXzw4g_36JFfbgBrU-kNmTyU2ptuQD6I9aWglYfFE30EqahXHd69fc-s-L-qPsD6LUAMLUfBOlEVgYbD-uEaEY6AoDQVnNElzXL2Z6CTvuao3cbZ3ZJScyV-Mn1x16XUfBIQbebjmmjzP76knMhcB9HTKQUWSKQ9b2Jb4U3SYZ1IghbNMovleLF5LIaKB02BHKbnXY_jIHqDOmMinrNYKfLd93Tf4RenskuqfiJ_EEapb4j6VoJvM9zHNfd8OuIiPUNOEAcPxEtMf3ClZE4674hrDHl5l1RgyxlV2nKI8IuEHATr12jxFNmkKEbKmtWbXep90-0nT16py5QvJtNG4b82bvY1NzAFxvpDYpbUI2WdTEml6ZBqdUXeLW8BYsis_UbMMMagaJkmvt1wlMdmyXgy95YxoQVyV1_QxXyvdKYc4hNFhcnL4Od-nILT716u4wTahtOputa41K2_B8Vpmv6nrKITDk_ydsmHQJAjo0vsCbob-EWMoU-HwaeNXUDVirrlczrznIHKlWFrMFOncA==','openid','2026-11-29 12:00:00','2026-11-29 13:00:00','2026-11-29 12:54:05.439558',NULL,NULL,0,'','93a37a3c3df644f0a56ac5447e2bbfda','7c5df9218ecb40c58f067ef1b5947c49');
INSERT INTO "mosaic_clients_accesstoken" VALUES('23787994c3e0400bad38e1762d502162','https://payments.test','v1.c70f84d29ea6.6z_ttOgZfYw31upN2Eg7tnwCPQpx3t5LeeTAKPeiM932wndxQsrvoBH2VgK-P5Nq3Crw-wCTHzPAez7nw4-xP4O-JaJIAZ3QEDu3jNj4Tb4bMwseQRKDTVo6wt60TObNU80ZXlt7IcmT_JDmV_bErgsMM6o6-lufkycjfdv9-x_J_wX8daS8pSGfy-6zoEFkc9-jouJ2xac8XxH709eRlBvqRP-ubBVXah2VsSL-Wwaxbna_wP873ykL5bs67U71UY0AbdTENLVZ2gMi7UpUuV01GGng7UMV8F5OpGBtr0jt6mQoFFeHe7mwISqCpguCcwcvjw_87LCrynTkNUwAmuBE-o_Bo1M2aM_uvbIw5VEebLuCG5bWPktS6wNYi6lhVJpMxLl4ajGHP-3I7EcBnXpKBdM80ArIhOAHxP9D7UFIv_I4R3scIXAvpUWUV7j34yiQhdTwCRWzB9TM5astpNRkHoTCwK0NDzCdtE7saDiVXlLSTdq7WWVRrrosz8rqRGoPoBXaWgaVNK8a8DfjstsXQLq3Bn4l5Z93ymREfZvjZzvRRSaNvk-UFZgUXaDK2GnNPa_1ohik4vSSrAc2St7GAUUfE_n9IVs3BRvySQ8CiUYhFXzM9M2coYMJtr-876enuWF1BKKNy7FqxsOQ3w_8mnDYetkrFKPVs9Mg97LefkLm1qpKxA7MpR27ir-ndeGryiavzLtBHsOUvSfmgTMtfmeduFA9XlE-g3F-9Dh2DSBvklFc1Iy9EXhih3sUE_ns5HnaD9O1aBveTl2Pg1IWrwPIvSIn1DLspTbdhMrhqQN_8qv50mrpBtYAQmknLsjdkR78P9Rmb31bjFb1s3BPlcaEetkQkHH1_6-p2ycuO2CO3PX-m55HdvCiTrPT4ABRcZOB7Kq72SIGJEd9DF25HK8vwWrpqAlGBMDIulWoX6yXzxIxl4vhAU3493smy03A19uBaHYVBpwS-aBRy1KNvzazG4U_Uy_QWZ7cfo6rOZ4_fu6TlbbhZBwX_e7IvlY_fYsXkjuONI7NbBSuyQWr_QbxqkLsdV7KXQ3Tqd47ubx3HS0E6REeVf4hRbmqQi04guEDDpm1w0laP2FkAPNH26vgAZsskMkCxObyoojFi_IHr5SXlLf4_uBkaILCWY0ashzb5ahKWeqaO2rTUDkjbxeWEBUEJdWdvwxBd-SItpQL1VQ3oX5zLvnL4ZP8U24wFzRYq6uhvAa42pj6muvf40914Z2T2qvjFZVBuXaivMqDa9Sux_dHh0-7Nv6JvxKtw-FgtzVZUAy3vQOzEuEY-RaKZdvO4xkzUzjoUpEjCAQfOA9iMAQHJ2SVmSOzLZXcExwD47eMcaGzlVI52ekOpMMdrLyV4lZbr8pAkqdiDs1RACsiXQi7pvuF','openid','2026-11-29 09:30:00','2026-11-29 10:30:00','2026-11-29 10:26:17.882570',NULL,NULL,0,'','6d798fb3af1747c9be8181b14d1dc776','18420fd8ede44aa384fcada696ed1925');
INSERT INTO "mosaic_clients_accesstoken" VALUES('c5d673f866b5498bbe4bc96438c1af80','https://payments.test','','',NULL,NULL,'2026-09-30 12:00:00',NULL,NULL,0,'','da85708a3caa4025a4d5f936cb7b6989',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('c3e8c9abda3d4423b3324106ce899de9','https://payments.test','','',NULL,NULL,'2026-10-15 12:02:00',NULL,NULL,0,'','cf4de41e4ed6478fb55c800be2a0f97a',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('165d91c73bed49c484aa5293b13c6946','https://payments.test','v1.c70f84d29ea6.3TlqX06fAIKyg57urWrh3_q-vIatQq9q2REI2S_nM-PfbLfYb0c5ulBajUk83IMTEbF73xUegePMT12l103rSBJjSy76T2NWmYQqI2j0LZXtSjaSTmYaie6IG8m5KrgfD-uBw1gApajjwt-p-Uc7MxvBmDR-AT9ZMJHeid_FAogaAummSn7D3gNGmAfcvgZE96-Ld2iL-oAXxygkczUiiuRJq_EzODQr98u4poHc0zluwewxzSvfcdndtTHxkN7UYXNj_rXSsrvmlT1WBTajc7qEeoi9O-CH97KY0RXQVWMh_q4INNecYiraT0m9VEwWPrhBVWTAJ2bPqX4JszIda3kZ65Homwhe3Nqf2iT31PDy8iYLMl0A4RLucnD9bJKRdjq6ploXudy9B6NDjfZxxzvS4aepmwoU-kPKmNOZEMt2r19ho5y8GnZcbLB581VEg7amFeeBjReI9mj6b3qj9jdov-Pd_yWcsRj7IhZB7FrO3fAzF3rWICg0HkkTacXKMGQpEt4nSpxg45kbJAigtK1kD4jbgdMjwoyWfseV0iA0glagWA7bJK4zuY4DY9aeNPGEzq5M2tzC-lHZb-Ns7CfF3GLGH-gaxCfoMWib14CEghHelX_sL8ZI_AzxLj-9fsSri56eOs9ABqNXfAgl_4oDVfIoKx6FiAGQDWykO87EZjN8CEtbunS5LWKgX1GmqQku7yeSej7dbrIgyYkUTJwtgMDuTMm57wts13gHpfjaa6iaTOoC9wGHMq3jRsCAC5KB-WuRImipIj7jGPjeHujVOxFIjZhBIx9rie6B57H_TjqGgoB2e8iy18NCXy-aBpGjek5bSdeYGxox7Z0CWGZKVoWK4k7Buel0dJXkwmel7Ex8cZ06Np3WYRHSshc5_sdjpwKC9KG7Sd10mw3BXf2pRRkf2MO43Ls8rFrWPMFwldwAlcGSBmDUST6AgPWtTC5jonaGhe6xWBelMJG4F2TM9TrgNeqThQAV9FAGKa3SHDzB-Mo7sXwxzZuMYV4JU-cYxlW_ioog2zxPHTnIn_l4Y0-_Dzu8Qn6lcu7fzgutrYp399OressT39-eh32E4776IKSCqR9rJBjmuOx4xNfGf-2UwCPu1SfEuz9IV-WUT2XytT8ZrbjwtYJ4JjdYb2RvEb4H-HlqOzn2wt9010PrTpO3yJUFyuxj5-Jg3vnMwNUX8Uu8sHqXxQEEGVEDqwJq5tH74NHf02nDtJ_eXsHVa13g7q7SxJScU-ej5duXdvtmIV5cYyFCNlWXHCBF7Win5VDUl5hQtbqIMPYXB-cqvzQIm7-hzChl2fcidtOL5qcbpap04ZKyvOoo26us9DuuVwOSCrUVHpOW7lIPGr-AFSDpb58dAh9YBD7VAJ-YxbcCz7h4fygHBIu2wUUS','openid','2026-11-29 11:50:00','2026-11-29 12:50:00','2026-11-29 12:43:47.008467',NULL,NULL,0,'','ca70eea570c44d63828fc2fdf3b70e3f','4ed1d6eb8cc84cb2ab2496abce986f49');
INSERT INTO "mosaic_clients_accesstoken" VALUES('150cdf9eb06e4d2f838b70e2b86885d9','https://payments.test','v1.c70f84d29ea6.pul4xgHlqhsNsA51Q3gxcSbB_yUpDKcTyUvwl66Kco52JOUmZLFn-mQvbfYTIRh1jXyYhR_PdMXfDxQywT_a503K4MHl-D1xySkRejqeDxv8htla8Ls8i272xCvvr6Dlhb7Y5FEc-bbbbwRQaCBOC2hBlXd8cJJX-9RZTn5ey4__mCKyGCASURCthS1gtiy850x338B--Wyn5PyNijj4f76CkldP7PpONozXkwjAoloOT4XpTFgaFg3yUwcIiJt37bl7oiHRAURRMYbZQDxU2pA1sUxvp77i-easFgKA17_aLMYkF_OrId9pN98q0HDiTf28nWzIzLCcEVmFd1EDp50aC2STxZFPK00q6j7bf_vzbOGkkb7hKLHqDV6R_IPkqE6kCoYw4VowSkdYxI8VAYgvhJXiFPEQD9KVgFCK0SxDCIAVH3JqN57-ujt6nzFNHEwFrq7cEbnOuMmdNCM5N3ap0faItQCcgGXY0PHmS_KrIa1ls7yFCk5MX9CPuqCaLvIiza8-jA8fDbXkai6v3BuxH4XxgP8wc_3EnKP3vmPzn8EaZ8xu8M-k6jrpk2b_x_JwSuGAEs6lzNuFzWeb2X83y-BvRcj1rF2-r9osmE7TNFSiX2Fnnx9kpKAygl_VlUKUt_q1ailc5s4qGPU04kisYZvBFddjN1bY_Ubb1wonCAbpXAYVIyvij4TtPXWAGtGIe48o92VJPjGc2phvr-hH3cg-oI8OhKtbo26xkWXU5tKBi_2lu8syX7awkEknU98sWPoxRzMX1pETU6YALaHnE3UNCU3S21U6BMP8HarwTeG00wyxzSBn0Z2MJ4elGh-kIDF4Zf4S2EUfWZHsEx8BRKMcER7_-pF7te-n0F5qxqqiZzXd0OXDduKMGxPv83XTwzqmgqyENupfrqP8yDfHvr6b15k8LUU6yLpytcH-WBPO_BxR0fwJERpiXThMKW6cqYQHEkwc8yFLl02cQ36HyTzGo_xypF_M8pel1KfW7pckb7WFGL4XmqpOpuBcgUf-PzGnynxnhhLjwrPd0I0q0Fi8ardG-xy8FJNebg0yXJUcdDbsn2a5C9m6bdBwBsnrelZDEirbQQ7G4SxstS0mleE3Fm_ugTzOhFVOqcDGXUjEZTEIiLWhysyNUX0FWnwAeo4AM7wQWkw3GiTf5GCIeILgTGdeGe2G7RjGzYQPaT7kpUE_48krH6-Zs0nXATWdeRORKrWZGhESOHlO6ALNBffmz-OPgGlWx06pT4k80VnSMhEzrMJFLzs3tRFtIU50BBtjLbRUtmMJ3MNWfAXPu8Rp9yJ80oRp4hkcD5WGpHgej3MelRtEDfpLUSM-_KK2fgZdHV113Usi02IBcGVLQjyLXg3TIDaszvSkgxLNi1RPo2wyA15uL3Nt-iJD','openid','2026-11-29 12:00:00','2026-11-29 13:00:00','2026-11-29 12:56:15.311185',NULL,NULL,0,'','31c497d7f5f242c4abd0675f299c5b02','b27d54e6f8a449d38a86cf7d6ef2ab2e');
INSERT INTO "mosaic_clients_accesstoken" VALUES('56ea9c4dabfe4623b74c3f27b85b8774','https://payments.test','','',NULL,NULL,'2026-10-21 12:00:00',NULL,NULL,0,'','fc3038df75a24f1bb3fd5537df575a19',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('cd8a4b120e464e0cbca6ebe600766b3b','https://payments.test','','',NULL,NULL,'2026-11-19 12:00:00',NULL,NULL,0,'','70367fa4dc4543dc8de3cf8311a6758f',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('9d250c028d544b548ac00cf5341415e1','https://payments.test','','',NULL,NULL,'2026-11-20 12:00:00',NULL,NULL,0,'','4e59feedfac74ace878292edba8d2a99',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('d38fb0f2325946679e3570ce36e40369','https://payments.test','v1.c70f84d29ea6.x2BTc6E_gL-rc0yzWUvo21qJFfmT_9ZKl1hoV9pFHxhxcSb5rCSJbmlfqpM3m6R7QSQrTkgwNDCuPxgJZgZrMi2R5ujs0xqTlVpXcNo1FSzNMOt5mqP2vSKq37jbSA3QZFY85MHGmAdJ6P9M-pdCx2gD9eN_wYYMEMKDRtdCYMU1j6i1NNkggv3NpRMbI1twg94bXBUVdCeJNzpWfXzp-EWhTTailrVTlZeRW7gPm40M3ppdLF5FzNoUepENOWCF2kKa8ncqhaoWl8Hi-V3WGNfTw6SnbPXOKflh0qSA7BpoJh3LxdVLKhn5EIyXRfz42hk1ARIWX-ipgC2spKIqCnIdwPGTAF-uVgqW_VWlklVFaXNDN9ZnOP9iiuu88O9BV8F-aV7oh3uVoXqP05QpKAD_WDwA_BN3rCpvYXbir78PProZlGerMZZj9QJ5VRVSs9CkUHhBgaKFsY1pxmtzc6PEPyDsvI89XFdiB5eQuTVzkGnSfT6CcKFFkmPGsrDB-O5DNlxp19jiAXPwlnqicvfWXfBmXaGAj-oJBleGOxmxljowpSRn_pziEVEaWB5BOrKMwmOLo4wKf-S8A_vhH8WZ35TCE3XHWMyLqfLu1-TmOomDrsCju9JPjO-xvKZyi7t6Zpc20D-3qOb4S2zi_Gco-0nLYXHTlaSLYtdqshLoS2m1vqH97jRASVHdVGLS9TJX4gGM9CZ04WOYbkw8pjgnAb-PyNFi4XG3O-PzbbqtirNMNl6LuwDJXwUVcD4TSNe0tvf14vHYa0m7J1fREYttgF5pJ2-gJs-Kf2gS0bdgdGn68bPt4e4J1NGlvfgOVJYY-IQKkAIuby7CUDoQqxG1CmmnU97cvVOOBnqb3Ke25SGKkmL1_cmMrZIJQiyo93Ryj2OcUMRhi__eKzTprsTftVwicP3gywu8dV5sTAla9ExcG1VJ2fLvY3kUpnfjNPGPgRToGwQE6ruSflt77ATyYDFotWLLcSEvQLH_hQCeo9df9tdI9XLIKp0zh-tSGMT3F2KG2YdD_P9RZp46W22R29ikxsbz9hF7XwW39TE2x9g7Iw7HBoI7hCU3h3pr1Bf683zEWD_rAap_-fQyDRXHJUgb5iCGluDwaDFsMiyaVvf2J_5ffcfFLzSNCaYUzcO5QGOvcyYyrERMySDgZ5ukMLNGx7_DUIirghqlepjXHwVSHUWUhVJSU_cH82_SyEBsZCxHnQdbLo6K3BzDOGXQnthphjE4ntuU4yWkTfkiKUldBjNMCeY-pHHhwPjFeta1dP2E8FrHZAsRbzXC8UyqQ0w04AE7Te1Ba63TlDyWRSXm3tQmZABAV8qEdVgH7hPeXBHiYFo2sJarTaz12dSFreScel96pJy2p66ZCcSohiN6S0onbfv9FZui','openid','2026-11-29 09:00:00','2026-11-29 10:00:00','2026-11-29 09:30:20.184939',NULL,NULL,1,'Mosaic refuses (HTTP 503, http_503): a fault','2bd603a4c6034c93b2e5c852ffb5ffea','70fbaf168f404e7bad6af1f214e35b25');
INSERT INTO "mosaic_clients_accesstoken" VALUES('3cc0d31622c3444bb810928fd7277e78','https://payments.test/other','v1.c70f84d29ea6.fXcgEi3ZyVrvhJMrcXGrEPdmiX9crTM3w9JdrPB6qloYmKraVPWm4w37jy9Bkdo_9GiFCJzmWFadxL2s972H9CZfUh72TnX0OdS2TKlKNgAcqHFeyN_y86Tlc5Kr1UpcOVcayleRodc5RolEgSGWaeYoAgAyKdOUf70PngLFUsq6mQuiU7Bq95a9DIK85CXWXbGzoqyno0onshX4ASy2Ic5jDFbNaAAjwSNLf8xSxAbanwEfregMzpaahRqxof5ysNxiPWWRU8VnAHSVxb-yvVIqDOpg4Lv7UroxxgP-2iMslLwquUckID7iDPyXUkkHNzzkSBTjTVdAkjpNw2-Kton9B0q1tcFSBTzN-cSbrcA21w_5xbB8oiInkHVZ_va3ogt8mCCJpW5yHgsBh3woo1eFvJD2wwXBuALj-Z6UxanCm-Vwqlm2SeO75sZ4G-7ZBtjmtXN8b0Qtl6tLzF3U-TfdG9MhuI5g8Y43YiclSNjnsRahys7_vJ9dtp-9IhUQ16Jkr8WBfDCfQ2KdCp7nk2_lEL55A08bK1_vgTxYMeODILrJmngwUfJvNVD-vhRXKkFw_ng4GBMmvmXpzaiVSdEN2SwtcNmPsnxztnF1z6lEbF9oXexV3_dZgmaSagzABR8ldofUSFDhHR3BG239qjcMblCC3RC5QD5jL65_YF2-vjpZQ6_AOBj1R13WzIkfDwstQBsAE1S2Gk3hNIOA6WeETZK7S4Ff_ENAlREQhFiHlZijkPys5y0Asnl6SGuubbb3C5AyZjPLiabgkif6uBoDaBGe6kU7XeAI4jk5IEFBfB57Xe_1a_693TDV2CJkmigKmvmX18L7fgUTvvqKuzlugQn1tBe4vdd_jCE6FmOdmon7uA0l79NVFYXcFJ8Ave2asP8FgAwgQHT7EcxRFk2cf3ZmtJgwXg7PRcyJXIRGM40YthfErFwJqrgKBDbycJXtw4brLcVzKHqJQtegU9uuZ0bCvVns4zvwp47TTh-UcLOhrHM70CyNInYQqTAjfgDAWKSwJ6zj76dC346zJSJLeLxza7HNPZ69yXCvC3m6JQKUl8Ku5SM8Wz1n0TLJMwduH-6e2BHYP4qIk_v8r1nQeW3WBL3VSvUowzmYi0BAsWUCb-3jFAXawxYWALBk0uLHENL68dpsuqFKQ8oMu5i5XiYWF4I7-NYhyANmjTCYcBHHyKBaVxWXndfvihAoNXwc5B5QLFQjXY5jR4MEyhF0hlTdeB3i6Tl4Vhj1IBzyOqoJgWp3wd1jWMOkLm77EeARjt8Cx97wPZD2LUurwGeaeQYlE-cMI1Iblu9S4ZeavfjZ3z6DN5wtQ_2ntD5wlSV0rZXh4VEL_tpty97d51axNN_kb4S_3WLifWeoL2TLogBrCbhNpCDXng6_NWx-YI85VyE=','openid','2026-11-29 09:00:00','2026-11-29 10:00:00','2026-11-29 09:56:57.883627',NULL,NULL,0,'','2bd603a4c6034c93b2e5c852ffb5ffea','70fbaf168f404e7bad6af1f214e35b25');
INSERT INTO "mosaic_clients_accesstoken" VALUES('4580372085864423b4f4612d25e8b85f','https://payments.test','','openid','2026-11-29 11:50:00',NULL,'2026-11-29 11:50:00',NULL,NULL,0,'','69b07295880848e5a61efc99ca6d6a3f',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('d9772284645d40c1a448c9914f9b394f','https://payments.test','','',NULL,NULL,'2026-11-29 11:52:00',NULL,NULL,0,'','356b85e70d4841779a860fa1506a9c24',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('0ad0a0b792d84e73adc241e840937474','https://payments.test','','',NULL,NULL,'2026-11-29 11:59:00',NULL,NULL,0,'','605f5b3452094162b1e3ab7b694f3f6d',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('2a70fbd9889c49c1bcd317a21d89bc5e','https://payments.test/third','v1.c70f84d29ea6.UrMjrm6BKCm6Gy_G_XFV5kdl3y8NLzM76F1fNvS4YpNRHhtexQDtGHBiL_uNwtkuZhH1oLSrkF5dribtSbUMLfjbTQYXxD4mQ1PS6LnbeRLHYX1PpA5IkofuusMQBtrtjwYm0L7t0Vp-2RuaMNRf-xyIFJEhHuMuWs8jLW8YtIYK_nIyf_ZJUnL_aUCuhKh72yaBrBkvKbZYLiTZWE4zzg3xxPFtWkWNaR3ZRwDkIrluNFZzunx_ZRmUaRtMw02eV24JqX0ZkrY8yBb3vGxwdYHk6aX1GWRgBPEnny2VVpfX5fhToqvflFHVDMx1kdyjUEnmjU1msRaUsa-XaHmqGvx6WgYMA1zqnmH02WY0Vtdpv6i7zlylRsXxGxSk3SXc_8PVlIDvqdr9h-6gFv9ybPatH_9CHnAfv7827nRq48S990tz1cv7w8OL91Qw3d2KA-l43oNDiEXfPIMIe7BYBdYZ3UlBFDXVaDpWHk4q5EcIJ3fZLOzZU3nn72Udyo_Erd6hsvnUYKsdsiIcZ32k_hzqHVsSR4U3k0w_GbVee6y4EbMS-8VP1vqcTE_gaUAWzLmGZD78uOX6A84JoJwv6CGYe-x3uUwGiI8U4kSiZw4IXrRV-xbUH-8LsYY2Mh0ClKiTsZpH0FtjoxNzk7pblX-QxqOQcC7TnX6AqRrj-EmIW9H5rS-KP7vueyrx-XCO_PrsZFHVmrA14P6ukcVcTkTve7BoKI57Wf4cwf9jzHne4K3sw4mPmbiK798DJAfoteNiCSqE4BeTSjrtyCRPccbn6CVObqbtIenqrV1fP9tXPdPWQO1OlJXSpxsRSnAkr2ZtLfvmFcCVjuXmVbijTUL3Q7251Jy23if58pTV1hQv21Ubx7hDFWlCf5YBNpHgj_BcLpTxzXmlHf3cSdkQX91n4iMhqslvWcrZhLWnkvBz5xAjRbjclNObo5UiyQySYp77_ysLdLW5HS5aDUk3NWFPch5ST-HP2RZkn45Jb2GtCQSfLqx2PTDt6WBNTgIKDWE0k87YBe3Fyblfnfdpm8KKn2RurXScohT8J5UMngiGQ23gLh8lz1Z47ojTmcwoTzbNUAvqT277_YXhbBQRzFXKF2GbDAWX8EWy375htLhPT3s46RtIQDGR5m-Ze1WzVValpqRWDCqHbrXtjLJwB9yHmieEP2Vbeg9YC5AhlFvAciAks0KpygLBhNGUWaYn1SC6tRdeFSL0ngFmPeXOCLVekGT1GVh3e9qmeqHB52WB7p5cej2W4_ehz-iuW2fe13giZIGedzxYnW6BYcH7QBeDJaCxdnBKtivguPqM1a3WzG7IOuiix9HaqBHPCtrnUMvYzLsalGDnBipfrvdqfZ6v-tdMtozatc-h2mtdln2wCRBqZTWAODPsQfVZPaFQ9mjD0ho=','openid','2026-11-29 12:00:00','2026-11-29 13:00:00','2026-11-29 12:56:47.166339',NULL,NULL,0,'','2bd603a4c6034c93b2e5c852ffb5ffea','70fbaf168f404e7bad6af1f214e35b25');
CREATE TABLE "mosaic_clients_alert" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "subject" varchar(100) NOT NULL, "threshold" varchar(20) NOT NULL, "expires_at" datetime NOT NULL, "sent_at" datetime NOT NULL, CONSTRAINT "one_alert_per_threshold" UNIQUE ("subject", "threshold"));
INSERT INTO "mosaic_clients_alert" VALUES(1,'signing-keys:a76ec28c-6ba5-4e8e-8c47-ad7cf68ed2e9:20260821T120000.000000','keys stopped','2026-08-22 12:00:00','2026-08-21 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(2,'mbktXtkM_UFfKTCbibYtguMdgJ68ltOVE1X1j9r17uI:7ca1ae0e-8aa6-4388-8247-893c2fe2866f','10 %','2026-10-29 12:00:00','2026-10-29 06:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(3,'bVs-lXVMsoLiMP_IBQVjeWuJrEbbhhRlMUyvpRvB5-U:da85708a-3caa-4025-a4d5-f936cb7b6989','30 d','2026-11-30 00:00:00','2026-10-31 06:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(4,'Yop7RfINF1CZxBTq4VcdDZNFxW_HwzqXbsjSb5Y0FM4:6d798fb3-af17-47c9-be81-81b14d1dc776','14 d','2026-11-29 11:00:00','2026-11-15 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(5,'bVs-lXVMsoLiMP_IBQVjeWuJrEbbhhRlMUyvpRvB5-U:da85708a-3caa-4025-a4d5-f936cb7b6989','14 d','2026-11-30 00:00:00','2026-11-16 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(6,'rJ_14PdEUbwflLGnRJeqja-N2BHUB51vvLdZUVVTcDY:fc3038df-75a2-4f1b-b3fd-5537df575a19','14 d','2026-11-30 18:00:00','2026-11-17 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(7,'7oCUHLq44cA1pJRJSR3Hffm8iJnNl1RA4l6GpNakI_A:fc3038df-75a2-4f1b-b3fd-5537df575a19','14 d','2026-11-30 18:00:00','2026-11-17 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(8,'7oCUHLq44cA1pJRJSR3Hffm8iJnNl1RA4l6GpNakI_A:24c7c73f-fc6a-458a-9757-1ea59146d984','14 d','2026-11-30 18:00:00','2026-11-17 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(9,'j3o5AnaJ1uL7fw-wBXOwBormH1_sXrOCRCJzzLmY49g:c0e0121a-7928-4730-8c04-fef62414bcbc','14 d','2026-11-30 18:00:00','2026-11-17 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(10,'Yop7RfINF1CZxBTq4VcdDZNFxW_HwzqXbsjSb5Y0FM4:6d798fb3-af17-47c9-be81-81b14d1dc776','7 d','2026-11-29 11:00:00','2026-11-22 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(11,'bVs-lXVMsoLiMP_IBQVjeWuJrEbbhhRlMUyvpRvB5-U:da85708a-3caa-4025-a4d5-f936cb7b6989','7 d','2026-11-30 00:00:00','2026-11-23 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(12,'rJ_14PdEUbwflLGnRJeqja-N2BHUB51vvLdZUVVTcDY:fc3038df-75a2-4f1b-b3fd-5537df575a19','7 d','2026-11-30 18:00:00','2026-11-24 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(13,'7oCUHLq44cA1pJRJSR3Hffm8iJnNl1RA4l6GpNakI_A:fc3038df-75a2-4f1b-b3fd-5537df575a19','7 d','2026-11-30 18:00:00','2026-11-24 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(14,'7oCUHLq44cA1pJRJSR3Hffm8iJnNl1RA4l6GpNakI_A:24c7c73f-fc6a-458a-9757-1ea59146d984','7 d','2026-11-30 18:00:00','2026-11-24 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(15,'j3o5AnaJ1uL7fw-wBXOwBormH1_sXrOCRCJzzLmY49g:c0e0121a-7928-4730-8c04-fef62414bcbc','7 d','2026-11-30 18:00:00','2026-11-24 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(16,'Yop7RfINF1CZxBTq4VcdDZNFxW_HwzqXbsjSb5Y0FM4:6d798fb3-af17-47c9-be81-81b14d1dc776','3 d','2026-11-29 11:00:00','2026-11-26 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(17,'bVs-lXVMsoLiMP_IBQVjeWuJrEbbhhRlMUyvpRvB5-U:da85708a-3caa-4025-a4d5-f936cb7b6989','3 d','2026-11-30 00:00:00','2026-11-27 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(18,'proof:db637a03-234c-4463-a06a-aa1c611105aa','proof overdue','2027-02-18 12:00:00','2026-11-27 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(19,'rJ_14PdEUbwflLGnRJeqja-N2BHUB51vvLdZUVVTcDY:fc3038df-75a2-4f1b-b3fd-5537df575a19','3 d','2026-11-30 18:00:00','2026-11-28 10:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(20,'7oCUHLq44cA1pJRJSR3Hffm8iJnNl1RA4l6GpNakI_A:fc3038df-75a2-4f1b-b3fd-5537df575a19','3 d','2026-11-30 18:00:00','2026-11-28 10:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(21,'7oCUHLq44cA1pJRJSR3Hffm8iJnNl1RA4l6GpNakI_A:24c7c73f-fc6a-458a-9757-1ea59146d984','3 d','2026-11-30 18:00:00','2026-11-28 10:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(22,'j3o5AnaJ1uL7fw-wBXOwBormH1_sXrOCRCJzzLmY49g:c0e0121a-7928-4730-8c04-fef62414bcbc','3 d','2026-11-30 18:00:00','2026-11-28 10:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(23,'Yop7RfINF1CZxBTq4VcdDZNFxW_HwzqXbsjSb5Y0FM4:6d798fb3-af17-47c9-be81-81b14d1dc776','1 d','2026-11-29 11:00:00','2026-11-28 21:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(24,'pOIVESutogTo9_LsRwz9OlbpxLeJ_e1dUL1L-cyiW-E:70367fa4-dc45-43dc-8de3-cf8311a6758f','10 %','2026-11-30 00:00:00','2026-11-29 09:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(25,'bVs-lXVMsoLiMP_IBQVjeWuJrEbbhhRlMUyvpRvB5-U:da85708a-3caa-4025-a4d5-f936cb7b6989','1 d','2026-11-30 00:00:00','2026-11-29 09:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(26,'signing-keys:71ea841e-87a9-407a-bdf0-d976f9752b7d:20261128T210000.000000','keys failing','2026-11-29 10:00:00','2026-11-29 09:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(27,'signing-keys:fae8588c-a84c-4bb4-83cc-621490b4baaa:20261128T210000.000000','keys stopped','2026-11-29 21:00:00','2026-11-29 09:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(28,'signing-keys:c95933b1-0284-4d15-a4b8-9ae387feccc2:20261128T210000.000000','keys failing','2026-11-29 10:00:00','2026-11-29 09:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(29,'Yop7RfINF1CZxBTq4VcdDZNFxW_HwzqXbsjSb5Y0FM4:6d798fb3-af17-47c9-be81-81b14d1dc776','expired','2026-11-29 11:00:00','2026-11-29 11:48:00');
INSERT INTO "mosaic_clients_alert" VALUES(30,'signing-keys:71ea841e-87a9-407a-bdf0-d976f9752b7d:20261128T210000.000000','keys stopped','2026-11-29 10:00:00','2026-11-29 11:48:00');
INSERT INTO "mosaic_clients_alert" VALUES(31,'signing-keys:c95933b1-0284-4d15-a4b8-9ae387feccc2:20261128T210000.000000','keys stopped','2026-11-29 10:00:00','2026-11-29 11:48:00');
CREATE TABLE "mosaic_clients_certificateauthority" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(64) NOT NULL UNIQUE, "private_key" text NOT NULL, "certificate" text NOT NULL, "subject_dn" text NOT NULL, "not_before" datetime NOT NULL, "not_after" datetime NOT NULL, "leaf_lifetime" bigint NOT NULL, "created_at" datetime NOT NULL);
INSERT INTO "mosaic_clients_certificateauthority" VALUES('6ae46cc23eb34f75a08bbd26b9f00538','issuing','v1.c70f84d29ea6.ukcouGvY0kbtggmdljE37PDdXalStuxzyjz1L1D7cOrV51gaqBUt51cqaP8EkORWoyTYe4Y0U_p83ohk1oX663B93tGKgl9lDwNHxkMuqpXy-8U6OLsSGBsWTHw7yG1eWg-NefEqH7NT8Abo6jBukPEikAXfE4ySYBLAvyHa80vLBUQ6N5LnAkhRPeFqdhnvEFyC1NA_NEE4Enk83c4yCtMj-zZIPGO79Qq49Qa6GMTic0G43pbExtdH2qdQ2cTO2Y0HNmcXU6RcQAYz80FXEI6xURh66V4jBP0hdYBZS4TYAmvp2J3Y9USibc-teSItpg4ZTQy7VIT7ZHzgeBfh0AXOo0hafNpqtG5naQo=','-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUdhQfyXJFYjz5fU5jWV/xdWLdfucwCgYIKoZIzj0EAwIw
JzEQMA4GA1UECgwHRXhhbXBsZTETMBEGA1UEAwwKSXNzdWluZyBDQTAeFw0yNjA4
MjExMTU1MDBaFw0zNjA4MTgxMjAwMDBaMCcxEDAOBgNVBAoMB0V4YW1wbGUxEzAR
BgNVBAMMCklzc3VpbmcgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQrPWuJ
61jAUT4N4byNcSeevvGBmNiGj7rKfm2w/nczytrKVTAHQyRMVEmcT6GGM9mnSsWs
m8QXQ5SebGQeGYu7o0UwQzASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQE
AwIBBjAdBgNVHQ4EFgQU6Fhtb3X+dlrlqJ0SZtuhXXJ1tcYwCgYIKoZIzj0EAwID
SQAwRgIhAJzjjxG4HtucJORV1S5v/l820VXRg+6PZCUj5kj907qwAiEA7P+OhegT
ne0Q7isSiTZ3Omjp6x8d6ciKf9RoKYYeNPM=
-----END CERTIFICATE-----
','CN=Issuing CA,O=Example','2026-08-21 11:55:00','2036-08-18 12:00:00',7776000000000,'2026-08-21 12:00:00');
INSERT INTO "mosaic_clients_certificateauthority" VALUES('24c7c73ffc6a458a97571ea59146d984','ending','v1.c70f84d29ea6.KsLQo0KTR62kaoJHnjgh6JDOcDKRKXhtQjL9XwGO9zJ7PSo4_DoY-2QkRSyFLrFOKxA-edb2nQhj94fNQUqld-hdaaOTi8f2KkTP6EtRq-QDeodEHj8waldofrPfIlzERFrefDOOt2H1-yzewMVPTLVa7bvKM83PUbe87MW_Luy4p2HvfFrU8hIFH7UrcnqxnGbMULer2LyBVS6NT8fumuPfPsec6uj1l3b81gJbmJ0_UXqkwDp7MvntoDYi__zMCBZCV0l59TXRnv6ExUgiLyq00HToGGp3O_B_XVM-JE7BsXwiJDvTwFd3ANy0ukHWqk6W5F2kzxgxlxHhJ4-a0kLkocL-rrArVps6cA8=','-----BEGIN CERTIFICATE-----
MIIBkzCCATmgAwIBAgIUc4PuuDmjLsbFZ/CJQWGXb9uDAF4wCgYIKoZIzj0EAwIw
JjEQMA4GA1UECgwHRXhhbXBsZTESMBAGA1UEAwwJRW5kaW5nIENBMB4XDTI2MTAy
MTExNTUwMFoXDTI2MTEzMDE4MDAwMFowJjEQMA4GA1UECgwHRXhhbXBsZTESMBAG
A1UEAwwJRW5kaW5nIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEB0roCV1P
IwbmsA0y1arsrL8Pz/bqNf+9VebPHZ6uYv8bnf+f2SM38UcK+BQsX7aaTvoQ3LDB
Rn2OxN/KDj/MX6NFMEMwEgYDVR0TAQH/BAgwBgEB/wIBADAOBgNVHQ8BAf8EBAMC
AQYwHQYDVR0OBBYEFOuTCT+sMzE0bQeBBSnx3rT7yTR6MAoGCCqGSM49BAMCA0gA
MEUCIQDaZV25yt1kn5TB7lGeXlrgQjgISIBBbKdJ0jaLKp8aqQIgJzGRPwRr+mXv
IUWCfFGSkL4LhxZID7XPmHAsPMnvkVQ=
-----END CERTIFICATE-----
','CN=Ending CA,O=Example','2026-10-21 11:55:00','2026-11-30 18:00:00',3477600000000,'2026-10-21 12:00:00');
CREATE TABLE "mosaic_clients_client" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(64) NOT NULL UNIQUE, "client_id" varchar(200) NOT NULL, "auth_method" varchar(40) NOT NULL, "key_algorithm" varchar(10) NOT NULL, "subject" varchar(500) NOT NULL, "resource" varchar(500) NOT NULL, "app_id" varchar(200) NOT NULL, "publication" varchar(20) NOT NULL, "bound" bool NOT NULL, "fapi" bool NOT NULL, "automatic" bool NULL, "lifetime" bigint NULL, "renew_before" bigint NULL, "overlap" bigint NULL, "published" text NOT NULL CHECK ((JSON_VALID("published") OR "published" IS NULL)), "published_at" datetime NULL, "drift" varchar(500) NOT NULL, "rotation_requested_at" datetime NULL, "rotation_due_at" datetime NULL, "rotation_failures" smallint unsigned NOT NULL CHECK ("rotation_failures" >= 0), "retry_at" datetime NULL, "claim" char(32) NULL, "claimed_until" datetime NULL, "longest_token" bigint NOT NULL, "problem" varchar(500) NOT NULL, "rotation_problem" varchar(500) NOT NULL, "problem_at" datetime NULL, "created_at" datetime NOT NULL, "certificate_authority_id" char(32) NULL REFERENCES "mosaic_clients_certificateauthority" ("id") DEFERRABLE INITIALLY DEFERRED, "environment_id" char(32) NOT NULL REFERENCES "mosaic_clients_environment" ("id") DEFERRABLE INITIALLY DEFERRED, "alternative_names" text NOT NULL CHECK ((JSON_VALID("alternative_names") OR "alternative_names" IS NULL)), CONSTRAINT "one_client_per_id_and_environment" UNIQUE ("environment_id", "client_id"));
INSERT INTO "mosaic_clients_client" VALUES('1e2fe07e826845d1b1eaa203eb03469d','manager','manager.transmit','self_signed_tls_client_auth','EC-P256','','','b9e9487c798c7f79','management-api',1,0,NULL,69120000000000,NULL,NULL,'["lky0O7bOsZv0g5mXfnfj7WK03nvqHuddkSIz440garw"]','2026-08-21 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-08-21 12:00:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('7701ea416c06471982748ca6e3275180','payments','payments.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','b9e9487c798c7f79','management-api',1,0,1,NULL,2592000000000,7200000000,'["MuA8wz-iCqEpEI6YTjyIa0TPRcXq-clyfhpSDAqlJCY", "ewsRH7ht-UgiE994XavuyIzMmOpocuP4haaF4zVrzuU"]','2026-11-29 11:48:00','',NULL,'2026-11-29 13:48:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-08-21 12:00:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('93a37a3c3df644f0a56ac5447e2bbfda','ledger','ledger.transmit','tls_client_auth','EC-P256','CN=ledger,O=Example','https://ledger.test','b9e9487c798c7f79','management-api',1,1,1,NULL,NULL,NULL,'["aY0jZrT_vYUul5kpOqkYr_sDZoMWBeC5whO06EmNfG8"]','2026-08-21 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-08-21 12:00:00','6ae46cc23eb34f75a08bbd26b9f00538','f6e0193b6a51418cb4ef63229d48dc6b','["dns:ledger.example", "ip:10.0.0.7"]');
INSERT INTO "mosaic_clients_client" VALUES('6d798fb3af1747c9be8181b14d1dc776','expired','expired.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','b9e9487c798c7f79','management-api',1,0,0,5180400000000,NULL,NULL,'["Yop7RfINF1CZxBTq4VcdDZNFxW_HwzqXbsjSb5Y0FM4"]','2026-09-30 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-09-30 12:00:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('da85708a3caa4025a4d5f936cb7b6989','shop','shop.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','b9e9487c798c7f79','manual',1,0,0,5227200000000,NULL,NULL,'["bVs-lXVMsoLiMP_IBQVjeWuJrEbbhhRlMUyvpRvB5-U"]','2026-09-30 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-09-30 12:00:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('cf4de41e4ed6478fb55c800be2a0f97a','bank','bank.transmit','tls_client_auth','EC-P256','CN=bank,O=Example','https://payments.test','b9e9487c798c7f79','management-api',1,0,NULL,NULL,NULL,NULL,'["XgqWZ15qYfIkdwkRa_rAG0NKmEJObKs3vo3_byIdfXo"]','2026-10-15 12:01:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-10-15 12:00:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('ca70eea570c44d63828fc2fdf3b70e3f','exporter','exporter.transmit','self_signed_tls_client_auth','RSA-2048','','https://payments.test','b9e9487c798c7f79','management-api',1,0,0,NULL,NULL,NULL,'["rbR81FzhjjQwPQbXGfaufkQKLXxKuZQPkWNW64iew9k"]','2026-10-15 12:02:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-10-15 12:02:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('31c497d7f5f242c4abd0675f299c5b02','imported','imported.transmit','self_signed_tls_client_auth','RSA-2048','','https://payments.test','b9e9487c798c7f79','management-api',1,0,0,NULL,NULL,NULL,'["rbR81FzhjjQwPQbXGfaufkQKLXxKuZQPkWNW64iew9k"]','2026-10-15 12:02:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-10-15 12:02:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('fc3038df75a24f1bb3fd5537df575a19','kiosk','kiosk.transmit','tls_client_auth','EC-P256','CN=kiosk,O=Example','https://payments.test','b9e9487c798c7f79','management-api',1,0,0,NULL,NULL,NULL,'["Z0SsjA8AcMW8g1AAhMJnH77a0ptRjbRyBLr3aijh5E0"]','2026-10-21 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-10-21 12:00:00','24c7c73ffc6a458a97571ea59146d984','f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('70367fa4dc4543dc8de3cf8311a6758f','pulse','pulse.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','b9e9487c798c7f79','manual',1,0,0,907200000000,NULL,NULL,'["pOIVESutogTo9_LsRwz9OlbpxLeJ_e1dUL1L-cyiW-E"]','2026-11-19 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-11-19 12:00:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('bdf842da58e144f08683eec595707635','invoices','invoices.transmit','tls_client_auth','EC-P256','CN=invoices,O=Example','https://payments.test','b9e9487c798c7f79','manual',1,0,0,NULL,NULL,NULL,'[]',NULL,'','2026-11-20 12:00:00','2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-11-20 12:00:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('434fe25d7c304ba98874116be42ca7ec','refunds','refunds.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','b9e9487c798c7f79','manual',1,0,0,NULL,NULL,NULL,'["8VSMTNJ5oaRydc3fmVuf5sYbsC5tZxB-Ox8Z6dX4J7s"]','2026-11-20 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-11-20 12:00:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('822e4778d03b4aa69bda16d39f2a36e1','reports','reports.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','b9e9487c798c7f79','manual',1,0,0,7776000000000,NULL,NULL,'[]',NULL,'','2026-11-20 12:00:00','2026-11-29 11:53:08.181127',12,'2026-11-29 11:53:08.181127',NULL,NULL,0,'','Rotation, prove: Mosaic refuses (HTTP 401, invalid_client): client authentication failed','2026-11-27 12:00:00','2026-11-20 12:00:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('8cd8f092922f4db3a07c6fde12e661ed','drafts','drafts.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','','manual',0,0,0,NULL,NULL,NULL,'[]',NULL,'',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-11-20 12:00:00',NULL,'4f77f4198768406a8b688c6ba6de8c69','[]');
INSERT INTO "mosaic_clients_client" VALUES('4e59feedfac74ace878292edba8d2a99','claims','claims.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','b9e9487c798c7f79','manual',1,0,0,NULL,NULL,NULL,'["9PFQKQ-En4GncxmaU3SM65WfRgNKspcndiwphcoY09A"]','2026-11-20 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-11-20 12:00:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('2bd603a4c6034c93b2e5c852ffb5ffea','catalog','catalog.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','b9e9487c798c7f79','manual',1,0,0,NULL,NULL,NULL,'["631GjtG-DWNpv4C8Geoe8vkfuWMp7IgEAw5MyxTM694"]','2026-11-29 09:00:00','',NULL,'2026-11-30 11:48:00',0,NULL,NULL,NULL,3600000000,'Mosaic refuses (HTTP 503, http_503): a fault','','2026-11-29 09:30:00','2026-11-29 09:00:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('69b07295880848e5a61efc99ca6d6a3f','leaked','leaked.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','b9e9487c798c7f79','management-api',1,0,1,NULL,NULL,NULL,'["Fu0nNzj16W8JUnBij9_jAo860n7P-77uCKf9l8JMDLg"]','2026-11-29 11:50:00','',NULL,'2026-11-30 11:50:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-11-29 11:50:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('356b85e70d4841779a860fa1506a9c24','logins','logins.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','b9e9487c798c7f79','manual',1,0,0,NULL,NULL,NULL,'["AbiITJEHXS-fomY86OJOOFEotsJHdWGKSCMRrtb0w_s"]','2026-11-29 11:52:00','',NULL,'2026-11-29 11:52:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-11-29 11:52:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
INSERT INTO "mosaic_clients_client" VALUES('605f5b3452094162b1e3ab7b694f3f6d','orders','orders.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','b9e9487c798c7f79','management-api',1,0,1,7776000000000,NULL,NULL,'["km0a0ZJHpkbOe9EcfPGBQTPJlnhV6WyypsAGUqHdKSE"]','2026-11-29 11:59:00','Token binding is off at Mosaic.','2026-11-29 11:59:00','2026-11-29 11:59:03.149938',1,'2026-11-29 11:59:03.149938',NULL,NULL,0,'','Rotation, publish: Mosaic refuses (HTTP 503, http_503): a fault','2026-11-29 11:59:00','2026-11-29 11:59:00',NULL,'f6e0193b6a51418cb4ef63229d48dc6b','[]');
CREATE TABLE "mosaic_clients_credential" ("id" char(32) NOT NULL PRIMARY KEY, "status" varchar(24) NOT NULL, "key_algorithm" varchar(10) NOT NULL, "kid" varchar(43) NOT NULL, "private_key" text NOT NULL, "csr" text NOT NULL, "chain" text NOT NULL, "x5t_s256" varchar(43) NOT NULL, "subject_dn" text NOT NULL, "issuer_dn" text NOT NULL, "serial" varchar(64) NOT NULL, "not_before" datetime NULL, "not_after" datetime NULL, "material" varchar(43) NOT NULL, "imported" bool NOT NULL, "created_at" datetime NOT NULL, "proven_at" datetime NULL, "activated_at" datetime NULL, "retiring_at" datetime NULL, "retired_at" datetime NULL, "revoked_at" datetime NULL, "key_destroyed_at" datetime NULL, "last_used_at" datetime NULL, "client_id" char(32) NOT NULL REFERENCES "mosaic_clients_client" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_credential_per_key" UNIQUE ("client_id", "kid"));
INSERT INTO "mosaic_clients_credential" VALUES('ceb160537e07411f8c01508b83c41901','ACTIVE','EC-P256','0APNbj36en7X_GknU4jXXAFtOyVxc85mbtwtEmVMCjg','v1.c70f84d29ea6.pUpaB4kjqhURN3nBV5afRjRCU4CQtmjvVPAQ7RwjTNfHOc9Y61InS0m-bf7DfWGnh8FL3KC_vkvI9UTgNC104cbPpUt6-RIjAkw-cNCeo7tVJyeCxAG0p5fermsdezjLkwHcz21UsedlU6Mf7ZqQm5dsLhQtLT7xz4r1P1wy1-bVO_DvCgOF2OK8meOHjo3apZSIE2IvryR_2LgOfn9jBBjg44o3LpMJoFc9nxUFCkifqhg-m1m0dIQ63JnZpp4WTyEQIsbrr46_YJW9q7k7FXDSAwbLSIcWb9CeChxaid4mIyEb2wW21k3rI_GHflPR33ebl-o4TIT3tORCFHPBPNmvYTPK-x0Bg9JdoH8=','','-----BEGIN CERTIFICATE-----
MIIBjDCCATKgAwIBAgIUP3+LRKbQTO8OC3E3U7Pj61g6nxkwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQbWFuYWdlci50cmFuc21pdDAeFw0yNjA4MjExMTU1MDBaFw0y
ODEwMjkxMjAwMDBaMBsxGTAXBgNVBAMMEG1hbmFnZXIudHJhbnNtaXQwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAARc/gZ0pPMY7fRTRJMXMlqjiLhILQvIqDiPpXgz
D9ZxJ/lTO904mLXZtKdWVoIKhr14jG8ek7zTmEIphElbsysto1QwUjAMBgNVHRMB
Af8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNV
HQ4EFgQUTOpYbXkaspZ7dA+FE3PD8bSIW+kwCgYIKoZIzj0EAwIDSAAwRQIhAN8o
znXKHeWuu1Ld61f/ORRMN1wEHcVMLz2SdxElGanLAiAd4iISWIzwJDLAq7q0yUEc
7n3qJFSCLb+2gkMeB2UB/g==
-----END CERTIFICATE-----
','lky0O7bOsZv0g5mXfnfj7WK03nvqHuddkSIz440garw','CN=manager.transmit','CN=manager.transmit','3F7F8B44A6D04CEF0E0B713753B3E3EB583A9F19','2026-08-21 11:55:00','2028-10-29 12:00:00','lky0O7bOsZv0g5mXfnfj7WK03nvqHuddkSIz440garw',0,'2026-08-21 12:00:00','2026-08-21 12:00:00','2026-08-21 12:00:00',NULL,NULL,NULL,NULL,'2026-11-29 11:48:00','1e2fe07e826845d1b1eaa203eb03469d');
INSERT INTO "mosaic_clients_credential" VALUES('bf43ff75690847cc86e02b5eb6e17403','RETIRED','EC-P256','XU7fcK1aERHuFTbH41CqVxguBvCSGJzBwRB2joRYi1g','','','-----BEGIN CERTIFICATE-----
MIIBjTCCATSgAwIBAgIUFq0avwMvtpaWgMALrIU0dTVGN3YwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRcGF5bWVudHMudHJhbnNtaXQwHhcNMjYwODIxMTE1NTAwWhcN
MjYxMTE5MTIwMDAwWjAcMRowGAYDVQQDDBFwYXltZW50cy50cmFuc21pdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABP3mJDANeaUXea6dBHLvvOlHw4Dkd8N3iplI
29CrzLo+nz+/y95/WP2XdgEfVNFqxzbrC4pEuoWIVehZ9yuKkFCjVDBSMAwGA1Ud
EwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0G
A1UdDgQWBBQczFiGq85n+HOwxLIm6rkO/6FU1zAKBggqhkjOPQQDAgNHADBEAiBY
90oFt/oUcs/hgFNInJ2QMKP9gyYhMf2tPfaiDQfpRQIgfz1DShX/yFs7Y14vcLOa
zeRzlgSxykRoHan5d2CJetY=
-----END CERTIFICATE-----
','3_prdeW6zg6IkPdXSaACtKAtDFz0sw40P_Py9HmnBaI','CN=payments.transmit','CN=payments.transmit','16AD1ABF032FB6969680C00BAC85347535463776','2026-08-21 11:55:00','2026-11-19 12:00:00','3_prdeW6zg6IkPdXSaACtKAtDFz0sw40P_Py9HmnBaI',0,'2026-08-21 12:00:00','2026-08-21 12:00:00','2026-08-21 12:00:00','2026-10-20 12:02:00','2026-10-21 12:00:00',NULL,'2026-11-20 12:00:00',NULL,'7701ea416c06471982748ca6e3275180');
INSERT INTO "mosaic_clients_credential" VALUES('f50b512e8f7c43c8b6a6a74946679482','RETIRED','EC-P256','8JvQqSu80IAV8y1LOKJDg6ve0IjjvMMVFQ8o8HNXPR0','','-----BEGIN CERTIFICATE REQUEST-----
MIIBNjCB3AIBADAjMRAwDgYDVQQKDAdFeGFtcGxlMQ8wDQYDVQQDDAZsZWRnZXIw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASiT4qC7J23n1NzdN88qU6xbXjdYt3A
xLQsEXogFtezBXQ0aifWtVzRUv72NYNCMG+i90dxz+wjaOm5n19EQPgAoFcwVQYJ
KoZIhvcNAQkOMUgwRjAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUH
AwIwHwYDVR0RBBgwFoIObGVkZ2VyLmV4YW1wbGWHBAoAAAcwCgYIKoZIzj0EAwID
SQAwRgIhANkMjqspj+eGloXVsAGvBhh7kv5yM3ICeE55X9rlWIWIAiEAyh4LjwUI
pXHOzAAcLSQUGPgrtnzv+vN5R0pFnC6JuDk=
-----END CERTIFICATE REQUEST-----
','-----BEGIN CERTIFICATE-----
MIIB4zCCAYqgAwIBAgIUarj848rAsQKQRgQkrMqX8ixJixkwCgYIKoZIzj0EAwIw
JzEQMA4GA1UECgwHRXhhbXBsZTETMBEGA1UEAwwKSXNzdWluZyBDQTAeFw0yNjA4
MjExMTU1MDBaFw0yNjExMTkxMjAwMDBaMCMxEDAOBgNVBAoMB0V4YW1wbGUxDzAN
BgNVBAMMBmxlZGdlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKJPioLsnbef
U3N03zypTrFteN1i3cDEtCwReiAW17MFdDRqJ9a1XNFS/vY1g0Iwb6L3R3HP7CNo
6bmfX0RA+ACjgZcwgZQwDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYD
VR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0OBBYEFEQDl/2Tr9TQbcgaSv3vbUzYk6Ye
MB8GA1UdIwQYMBaAFOhYbW91/nZa5aidEmbboV1ydbXGMB8GA1UdEQQYMBaCDmxl
ZGdlci5leGFtcGxlhwQKAAAHMAoGCCqGSM49BAMCA0cAMEQCIDf6mBobAPfjcBuy
5JLhVC2NJ3+LrWODt2BzHvd4xst+AiARfowr23JsyunnJeN6ZfM0d3XcknxBUSBc
X0SUSgrwzg==
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUdhQfyXJFYjz5fU5jWV/xdWLdfucwCgYIKoZIzj0EAwIw
JzEQMA4GA1UECgwHRXhhbXBsZTETMBEGA1UEAwwKSXNzdWluZyBDQTAeFw0yNjA4
MjExMTU1MDBaFw0zNjA4MTgxMjAwMDBaMCcxEDAOBgNVBAoMB0V4YW1wbGUxEzAR
BgNVBAMMCklzc3VpbmcgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQrPWuJ
61jAUT4N4byNcSeevvGBmNiGj7rKfm2w/nczytrKVTAHQyRMVEmcT6GGM9mnSsWs
m8QXQ5SebGQeGYu7o0UwQzASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQE
AwIBBjAdBgNVHQ4EFgQU6Fhtb3X+dlrlqJ0SZtuhXXJ1tcYwCgYIKoZIzj0EAwID
SQAwRgIhAJzjjxG4HtucJORV1S5v/l820VXRg+6PZCUj5kj907qwAiEA7P+OhegT
ne0Q7isSiTZ3Omjp6x8d6ciKf9RoKYYeNPM=
-----END CERTIFICATE-----
','bezQQlQJ43rj7WPjlQSy54qnYcGNveerymavtVEYb4I','CN=ledger,O=Example','CN=Issuing CA,O=Example','6AB8FCE3CAC0B10290460424ACCA97F22C498B19','2026-08-21 11:55:00','2026-11-19 12:00:00','aY0jZrT_vYUul5kpOqkYr_sDZoMWBeC5whO06EmNfG8',0,'2026-08-21 12:00:00','2026-08-21 12:00:00','2026-08-21 12:00:00','2026-10-20 12:02:00','2026-10-21 12:00:00',NULL,'2026-11-20 12:00:00',NULL,'93a37a3c3df644f0a56ac5447e2bbfda');
INSERT INTO "mosaic_clients_credential" VALUES('18420fd8ede44aa384fcada696ed1925','ACTIVE','EC-P256','7Y8dDBZxyJ5B4A9qF9oremXzhop4nAWXtTuniO8AIM0','v1.c70f84d29ea6.ylcmyi6qFIyR2v8srW44tIBdT2pgSp7y3faoQKgvTBIqgiNH7g_HNGNM4QyxpZkWkHI-zEqYoWNBvNoxogbIt4HCp3s4N9Pr0TK1GL7bo7_fRYP8STtten1SZHh4f9vLJoqIAlJ2GIi2RrtFcLVUtoQ2HtfEL6pCL6NSHaxwmXBm6RUrKuDlbRDtwFjHzeKbr8GvF4Zlq_wdDFKGHIFPmjjogwRfliDmT6T2Sj3HkUVgEpcIPzwJcCpe9sk2qkmmH1IoxJi7ATqZshCKdOXo0pkgnnnqyNhcwPwVxrDALmh-KJXPQ6G3X2VmW1jKxzsbePSRc8sNVlzjeDFEswl_B5ZyctPobHaEVb1XHgQ=','','-----BEGIN CERTIFICATE-----
MIIBjDCCATKgAwIBAgIUR/mebSl6cTeUrBYaQ6vJ9hllnqkwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQZXhwaXJlZC50cmFuc21pdDAeFw0yNjA5MzAxMTU1MDBaFw0y
NjExMjkxMTAwMDBaMBsxGTAXBgNVBAMMEGV4cGlyZWQudHJhbnNtaXQwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAATvc90YSaGjgf2uasPlOifoOhqIKH2QBXfdGExw
xShgeR9X7x1Gr+lGB3gNhZGzgfUZOArjc142E8hQhwA5+17ho1QwUjAMBgNVHRMB
Af8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNV
HQ4EFgQUKD0Vf29zYhNghBZmaUpSr1oEH/wwCgYIKoZIzj0EAwIDSAAwRQIgZMnc
mgbpTFXkTj9w+JYEXm1EZRIfvm1DohdsoAbE0F0CIQD1YtH+nrFpEa86NMBf9MjV
l7pd+QTp/qmQrv/gaxw2Sg==
-----END CERTIFICATE-----
','Yop7RfINF1CZxBTq4VcdDZNFxW_HwzqXbsjSb5Y0FM4','CN=expired.transmit','CN=expired.transmit','47F99E6D297A713794AC161A43ABC9F619659EA9','2026-09-30 11:55:00','2026-11-29 11:00:00','Yop7RfINF1CZxBTq4VcdDZNFxW_HwzqXbsjSb5Y0FM4',0,'2026-09-30 12:00:00','2026-09-30 12:00:00','2026-09-30 12:00:00',NULL,NULL,NULL,NULL,'2026-11-29 09:30:00','6d798fb3af1747c9be8181b14d1dc776');
INSERT INTO "mosaic_clients_credential" VALUES('cbeec52176bd4d8aa702f6a13cf29809','ACTIVE','EC-P256','jcJwnaugOOwjNGfS0O2e_oaDWlNgBZiGGR-hz3Owv1w','v1.c70f84d29ea6.mFyvhBvc53sdaq6XlVh3ATLBeW6VBNyivzmpxSaXCuKrQyCkqyVd_I9p2-r3CzCZEkrnHekPD6322HRlg1RmRkFMZqwggCRPRpmK8sSIcMl28zjOxDc9bqDVqPx-vqguiFK83vl10vKUElCSjwGZM8Ye2P2CzL1KyZ4KGzfistuB-YwjnNkgZ64eUUVsniW4o0Fl8eikn7qEkxuygCeFXK0-VHzCDpOkYBey_KClvThG7TklgRE6wn__VF6b__y_tp_WsXGscuYxficN7N1Dniwy62FKxsVwIzyQJeJ8WbcvVXvyxeh7-_281reeRLtg6toto2kq-QSWa26H39-tdkT1eSNJ2VVox1ovEAA=','','-----BEGIN CERTIFICATE-----
MIIBhTCCASygAwIBAgIUFBkGptsxpOYkDKzSTZd+RUBXAdIwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNc2hvcC50cmFuc21pdDAeFw0yNjA5MzAxMTU1MDBaFw0yNjEx
MzAwMDAwMDBaMBgxFjAUBgNVBAMMDXNob3AudHJhbnNtaXQwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAR/40QR/fUkLS70TPgNGF1Icm3R0uIBsmjpd3GvPKywmL6e
ykQD+wYxQyycB6E84UFtM9D8PY9NHMVgob50dK0Zo1QwUjAMBgNVHRMBAf8EAjAA
MA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNVHQ4EFgQU
6cs5+npxefyCIxFniAlRpoaEGQQwCgYIKoZIzj0EAwIDRwAwRAIgcj+yuSrJJpl3
OAgLPDqLPV7VATB+L3JyqRdga3wUbF0CIAqGcZlXpP2wSf+ROGdV2uSVVEQnxCLN
BRJBzlYI7+M5
-----END CERTIFICATE-----
','bVs-lXVMsoLiMP_IBQVjeWuJrEbbhhRlMUyvpRvB5-U','CN=shop.transmit','CN=shop.transmit','141906A6DB31A4E6240CACD24D977E45405701D2','2026-09-30 11:55:00','2026-11-30 00:00:00','bVs-lXVMsoLiMP_IBQVjeWuJrEbbhhRlMUyvpRvB5-U',0,'2026-09-30 12:00:00','2026-09-30 12:00:00','2026-09-30 12:00:00',NULL,NULL,NULL,NULL,NULL,'da85708a3caa4025a4d5f936cb7b6989');
INSERT INTO "mosaic_clients_credential" VALUES('6e3e3dd405d74b93b86cb4fa4a2ee4c1','ACTIVE','EC-P256','PXH6a9Ia3K4Rz4xO4m2I5AtAyJJ1-BU6NnUfqLNrIBw','v1.c70f84d29ea6.tRw8tPDO4qYAarw8MjgYNXsl3vohKNCoFvhyuoUgJVb0oy8EtPj4rCKrpYYWRBnL4OcDff3CNlrxDuDnejZ0Y2aa5HqJe47aQmRHR4IUpFftQI8WX75nU2bqgzKuXZn68brohk4eEV04lJgZHWgKknQSywejONV6wYSza9Mp8pUY-Cyby0z6lghWe9EqFl3EuNFHdrcXOedFJg7_8-A-XbuiQBtzr8f8XI6wxPNnMr-G2zDGKsA0SYhBX5ZmEWcVOJtSjbztiV3XeoQT2GjY_spEGUWY55jT8H9QhCBbkyo4UDOtL_xV8GakwK2ND_dBHEJ5yi-xUW0Q6bC-99DOBtduz0N8fEmjdY-o2ZA=','-----BEGIN CERTIFICATE REQUEST-----
MIIBEzCBuQIBADAhMRAwDgYDVQQKDAdFeGFtcGxlMQ0wCwYDVQQDDARiYW5rMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEg8tey5zLN+OYeIJHaUmyWLjlURuPD0GF
1VK0Nvj8CkXAdY+ehFDRlYq7aN2RLLVFcqixiAu5miGhKr5JgFvBz6A2MDQGCSqG
SIb3DQEJDjEnMCUwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMC
MAoGCCqGSM49BAMCA0kAMEYCIQDjTZsP+vM/Pl0A6AEIUBZgq2mSafDVuihB74G1
eCtObwIhAJdOPDeKpLBD1ZpuwNRmO7Yw+geJ0YHAxL+DNg+l8Bx6
-----END CERTIFICATE REQUEST-----
','-----BEGIN CERTIFICATE-----
MIIBlTCCATqgAwIBAgIUK7nWGO/qzCPemtr/MDGq9iRWdB0wCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSU2FuZGJveCBpc3N1aW5nIENBMB4XDTI2MTAxNTExNTUwMFoX
DTI3MTAxNTEyMDAwMFowITEQMA4GA1UECgwHRXhhbXBsZTENMAsGA1UEAwwEYmFu
azBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIPLXsucyzfjmHiCR2lJsli45VEb
jw9BhdVStDb4/ApFwHWPnoRQ0ZWKu2jdkSy1RXKosYgLuZohoSq+SYBbwc+jVDBS
MB0GA1UdDgQWBBTvxJiNpLdS8GvH8+Uj1tlCafHhTzAMBgNVHRMBAf8EAjAAMA4G
A1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAKBggqhkjOPQQDAgNJ
ADBGAiEA2uxYuqj9iieRAw8fpEPdGYPKZyO80+LEUKmOmMcM2bwCIQCoJjGYDgIz
+nUJPWlhhj1Qt1mY2tOMjF2CvIX0w6u5iw==
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBfzCCASSgAwIBAgIUKhZRheLogGHBdhI8sHB4QspemOswCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMB4XDTI2MTAxNTExNTUwMFoXDTI4
MTAxNDEyMDAwMFowHTEbMBkGA1UEAwwSU2FuZGJveCBpc3N1aW5nIENBMFkwEwYH
KoZIzj0CAQYIKoZIzj0DAQcDQgAEeqbrwBzA/VVi8jDp0xAnlR9ZqEXD9iIvDbUJ
nelHf/2NmriQgTfzivwv0QhTPqm4jwAHzco8yyF5O9Wm03OgN6NFMEMwHQYDVR0O
BBYEFB7S2tij1U0v4PltO1H7e0po4l8ZMBIGA1UdEwEB/wQIMAYBAf8CAQAwDgYD
VR0PAQH/BAQDAgEGMAoGCCqGSM49BAMCA0kAMEYCIQCu8PDEWUwNqaVW/MOFcEXY
ik6SsasY4/Y55NUxJ+77HwIhAIzH4leHv7VJmqAuS0LioZbOZYElAOzKlT0wC7CC
alO9
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBejCCASGgAwIBAgIURa3Hw7z3hknFlA4sSE/PC1s2hWcwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMB4XDTI2MTAxNTExNTUwMFoXDTI4
MTAxNDEyMDAwMFowGjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEr79O1z8UemOomHSNitROqTAwlDmiAX7JCS1Yfcmr
r6WjGkpT4MbcQciWD+oByPDT7nUj2zE3xHVZbOm9OqpAnKNFMEMwHQYDVR0OBBYE
FCqvV3xDua4UuXNZ8RuJRxgm88+PMBIGA1UdEwEB/wQIMAYBAf8CAQEwDgYDVR0P
AQH/BAQDAgEGMAoGCCqGSM49BAMCA0cAMEQCIDNXjKIhTLNM2ComMWqd7TG2mdUZ
M5hpnqxUOhRyAgD9AiAIYFAmCMevwwIPtO7i97StQMfaBmgJhauQwf5VnEMEvA==
-----END CERTIFICATE-----
','hGXxbUPxT1pvavBtZE7bGj-5V5HgTrTCbuJtK3FrIvg','CN=bank,O=Example','CN=Sandbox issuing CA','2BB9D618EFEACC23DE9ADAFF3031AAF62456741D','2026-10-15 11:55:00','2027-10-15 12:00:00','XgqWZ15qYfIkdwkRa_rAG0NKmEJObKs3vo3_byIdfXo',0,'2026-10-15 12:00:00','2026-10-15 12:00:00','2026-10-15 12:02:00',NULL,NULL,NULL,NULL,NULL,'cf4de41e4ed6478fb55c800be2a0f97a');
INSERT INTO "mosaic_clients_credential" VALUES('09464e73c9884b1fa2397827d184c629','RETIRED','EC-P256','YBFhLbFE46fzS-lmA7MOK5v3JuZIgwSvpYQF_85Mdm0','','-----BEGIN CERTIFICATE REQUEST-----
MIIBEjCBuQIBADAhMRAwDgYDVQQKDAdFeGFtcGxlMQ0wCwYDVQQDDARiYW5rMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiv5AA1jBIFR01jLdh0Gryhs+9iw3w7Sy
yr/ADa52ykoYvHYGdSCcZyu8rJYk+xeSnomhd8gvSK7232FRVw1t5aA2MDQGCSqG
SIb3DQEJDjEnMCUwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMC
MAoGCCqGSM49BAMCA0gAMEUCIQCKgZF+uv+vYNFtPjef9QDDZmZWCtWxwNvSNze7
6eoAQgIgWI1NX2Z1ss15TzHF+0Sh7Nbn99dym/aPIuCizQPCc3U=
-----END CERTIFICATE REQUEST-----
','-----BEGIN CERTIFICATE-----
MIIBlDCCATqgAwIBAgIUZiD78T4xJb41l3LlaAq82qpsqyIwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSU2FuZGJveCBpc3N1aW5nIENBMB4XDTI2MTAxNTExNTYwMFoX
DTI3MTAxNTEyMDEwMFowITEQMA4GA1UECgwHRXhhbXBsZTENMAsGA1UEAwwEYmFu
azBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIr+QANYwSBUdNYy3YdBq8obPvYs
N8O0ssq/wA2udspKGLx2BnUgnGcrvKyWJPsXkp6JoXfIL0iu9t9hUVcNbeWjVDBS
MB0GA1UdDgQWBBSdESmo5ZSxC5C1tT4uXFrqzqyNlDAMBgNVHRMBAf8EAjAAMA4G
A1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAKBggqhkjOPQQDAgNI
ADBFAiA6rWD+g9xed+T5OvBGrUfJweqzXMDoQjmAWCk/61NCBQIhAKwBnxmn7nDI
E4bNJbZn5DEI21c9Wgo8GE/gvnocuEQj
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBfzCCASSgAwIBAgIUKhZRheLogGHBdhI8sHB4QspemOswCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMB4XDTI2MTAxNTExNTUwMFoXDTI4
MTAxNDEyMDAwMFowHTEbMBkGA1UEAwwSU2FuZGJveCBpc3N1aW5nIENBMFkwEwYH
KoZIzj0CAQYIKoZIzj0DAQcDQgAEeqbrwBzA/VVi8jDp0xAnlR9ZqEXD9iIvDbUJ
nelHf/2NmriQgTfzivwv0QhTPqm4jwAHzco8yyF5O9Wm03OgN6NFMEMwHQYDVR0O
BBYEFB7S2tij1U0v4PltO1H7e0po4l8ZMBIGA1UdEwEB/wQIMAYBAf8CAQAwDgYD
VR0PAQH/BAQDAgEGMAoGCCqGSM49BAMCA0kAMEYCIQCu8PDEWUwNqaVW/MOFcEXY
ik6SsasY4/Y55NUxJ+77HwIhAIzH4leHv7VJmqAuS0LioZbOZYElAOzKlT0wC7CC
alO9
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBejCCASGgAwIBAgIURa3Hw7z3hknFlA4sSE/PC1s2hWcwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMB4XDTI2MTAxNTExNTUwMFoXDTI4
MTAxNDEyMDAwMFowGjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEr79O1z8UemOomHSNitROqTAwlDmiAX7JCS1Yfcmr
r6WjGkpT4MbcQciWD+oByPDT7nUj2zE3xHVZbOm9OqpAnKNFMEMwHQYDVR0OBBYE
FCqvV3xDua4UuXNZ8RuJRxgm88+PMBIGA1UdEwEB/wQIMAYBAf8CAQEwDgYDVR0P
AQH/BAQDAgEGMAoGCCqGSM49BAMCA0cAMEQCIDNXjKIhTLNM2ComMWqd7TG2mdUZ
M5hpnqxUOhRyAgD9AiAIYFAmCMevwwIPtO7i97StQMfaBmgJhauQwf5VnEMEvA==
-----END CERTIFICATE-----
','mzqfZ368RBD6G_csoiE2qSRZ5JDo7LZh2OGmV5xZA04','CN=bank,O=Example','CN=Sandbox issuing CA','6620FBF13E3125BE359772E5680ABCDAAA6CAB22','2026-10-15 11:56:00','2027-10-15 12:01:00','XgqWZ15qYfIkdwkRa_rAG0NKmEJObKs3vo3_byIdfXo',0,'2026-10-15 12:01:00','2026-10-15 12:01:00','2026-10-15 12:01:00','2026-10-15 12:02:00','2026-10-16 12:02:00',NULL,'2026-11-16 12:00:00',NULL,'cf4de41e4ed6478fb55c800be2a0f97a');
INSERT INTO "mosaic_clients_credential" VALUES('4ed1d6eb8cc84cb2ab2496abce986f49','ACTIVE','RSA-2048','ysnDHOWOwK-jAzVcAhkyCNZMd0-IPx6PwbexOwRj63k','v1.c70f84d29ea6.36Ur7cB4HOGSkQVrNo1KEVuxIUsoJqKEWGCmB5V7rW4PRiXMN-NZkiAsweOET3uwmGCklFdOFdIdse6ngHjdC5hA6Zvv_hTSbwA09nb84qG6Iou4dt-db0LtjpwXFXgRaPZecWPYIi74_uL3zC08fuy_QrVYLcT0NpcyaY-tU-Hm8bB__GpwzYa6MvnPJUFvXuKUllUGEOyWXS8i1Fj09s_HEd-3I3FoqTY2wBTBRrh4eZS7Lnjw9MC85VwGLZ91GnQ1O95voQl0N1zY9cIfY1dBta8uT6iPr53w1NiFRcoNyJ6Rvqj9VDX9u5ZpL2RkFZNM3fYjcA7udYyNjY6Cxz8IHseXkGMBU495nf9r5GuzxbgIUvCuu46q_smTf1pm-oAPC5FvB2DVidTws7GUKqhWfam6tcsv6P872CVOcnnHM3qfeUJ2dPNtreBlodmePQM0s6V3kXv04B3RAeinSBxEcv8FmODtIDaO2LMwsX-UHvn5UCpyEH49Sk4Y7DmmNFczpN0fnIDgsojaEHDQPZZs2UBHHc2qStHTYIq5Wx4cKbm8x6Cv8YMQMK-sW36j0JaUxNayBk93OSffNCev1GZTnSvq6DgG2bvpEr9T_TI0rpYvfWK8QzYemGBh-dGNyKcyudvI4m8p6WI3HAaQz6BcMfRIw575xaiM2UZj6JhJhdNN4Bhwq-Oj7hYr2Ap-4IOPq9_39kbJHgnZ7VsvE_Un-vpBmawIrLFCvEoidger6b09T4fFkRZnNl5Kn2P_DlpoENMj-gdXDqHH_3OpyhbKfxKCs0wtlu1K-CioGKrKFLL-Z1pWZsbPAz7KqQ3-md5dYDuCs0SGdc_d0mJ3BT87Rzh_VM6FtMWLCfeBMsq2GTagyLafb5z9iDdCtCZbkvPyAEDZr-sddyG3RyHwUBJhWLiCmA94prZw9kTe-eZf3lIMJwL4eWPNDJ0ND29ISoCJSiRbKYTxBHmCkTC8LtSAW0JpakHujcRsC1XFUHCEek2xB3rafQrUyLLnuQ_9cPMpvuc5penOVILjFyA9_QvWCe9EqbmMmfPIhBZsCVGhtB1grlhjZ_Y12ySQWSjxhYwlioXMZBUYfVZxSpCG5Ot648rGeQGqx5wxvj0whVvLtloVxXoWGSKhFMuqQYUYYpvM1vVMKIG9oDkkvXXHf-eV9vkl578lF1mFs3LHOtlc5uB2o3r2P4VBKh6uqVL1MChTlL4fsPdeoi91249ZTYOBoqGGMBS5QZS3SnQfAhrpw0naghYa76RjVPb_T2j20ybjABOPTNwQBYw_inSoZOBZUt9SLCslt64M3WFsEJwGj5ikZiu6VNE5k9ljx-jWaQPSO-hiSJkQfnI3gDTo0tvrUUz1Ha1cuLlhzZ2muYkp91hHr2lkdXTz5yW1zju1PGWKIuWenqBoGkxg4xAI-D-wkilPqSCVByDev5m026C8bSFMcT55y1l0fARpSdDsC0VsLLcxEl55t4lq2KRkP3ci5lm08o3mz2-UjCVGkVGC3bGLABcO2jndthV6RdWhioLSZyqxuXVG_nl-MN4KCu0EOvONiZFkHP6AEoLzk3Q7I2DKfPG_NzA2C13JbAo0VH7FWuKX9WP7K2oqyLJQ2X72w0AVwwuuJoCxuXtHUf165KoEF2u0Fb3XAN_GAw_zf3u8jdMFWeS7-f3IqFsF2WCYHrWd41iKA3FOvJmiijqepPjmNfZ1gZtPPWsQsnAw_BiJyIkbj41DIkShOgfeFxTTPBQ40ZlJWGyS6ocuk3sjPtX2Ki4659VDo8PfYLBORcUG27deSStPGIeoxj2DzyK95E4Lm4k8wLulhKySSod_LytHWVwekHcAt_-Yr0et8g8UhzfFe6-EhNIoHhZrWEgdBfseoR9VdXuiovbUlBrqCbnG2Gi6Oir0dCoq20wc9YGH4kd1uB4avbr3bhGqQJZ4Vobc8AgE-kfwrcOGy0b99kJvC5JMPwx-43hClCBAlTWVAg2qcBsnAIu_Mhdt_u6RPW3n8TEtRH4K32nuCjuqa84BkcJLycbgnNVmg-bJcXZtrIfHRS1yGFPeYrk-IVqq9vAcWnEE3PfPdntEHqOvc-nbi16rl36Y3EBvNZsmccPdx82BcHuDqj81p6mzgbZAne6ysalZ1ddkQmvmchM2pL3lvsa9kDSySToPWvpW7FyeIeS_FukwYBawMOSevjkGdrSUoXCrhVrKuiF_KEQ4lZ52bLdms4t5uldafGDpCC2OfgtWdGp4oHPTqyqPGnwX650Yp4Qw9xBSIwZfHF26lAujj84DudthPs1ECfyrhGGuRg==','','-----BEGIN CERTIFICATE-----
MIIDGjCCAgKgAwIBAgIUA8aiNuHEzXynryvWP8w++1w+vukwDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRZXhwb3J0ZXIudHJhbnNtaXQwHhcNMjYxMDE1MTE1NzAw
WhcNMjcwMTEzMTIwMjAwWjAcMRowGAYDVQQDDBFleHBvcnRlci50cmFuc21pdDCC
ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBANEwqdnrmK0T2p2yN1HZ2SDe
zJDPxKT1TTcz80kT50mH2G6hymCK73T6FVMOK4CDbSfmhRWu46tu2tB3npSgkat4
6y2Tno6LY0+izy8weiOE0Q3hmz13KJKjlT0ssXD04oMOLMqfDEg5JS4eJtS1q6S9
JLs4cAjPEmMKIG+tU8JlShpgvWN+L4RnBSF58/XbqbTyw5FiZLVr0DKX5Nu5s6u1
cgywf9vpBDG0lZ1/BFaiGz3ontgfLs0JlwKvIExMzIDBW9Z/LLYlssXtxxov5pSE
etTt2LgvRwGGGR/9+uTdv0ThQjLqYGOL2clhQHVi7KWzZBE/C99km6Nw8BBSZbEC
AwEAAaNUMFIwDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAww
CgYIKwYBBQUHAwIwHQYDVR0OBBYEFGiCcPPqS/H36ycbeL4Cs1k3hn/HMA0GCSqG
SIb3DQEBCwUAA4IBAQAP4vYn8n6EdSfsQWQ+594CenjRZ/rxW4Jxc2ZOs600Y0ny
9wUpvliun5/9JvayfVX3bxcSDdGw4vwCN6t+4fW7R/xeapXCzCQhK88bt9YHXvmG
JkETz6szbReMSyxjnx6PRe04ZQMp63+pyfLJcSLpdVMDsNKZO8myHg1NRU3GLQTA
/SYDKMDnvKgG8eAYA7QXVKgAhtE1e2X5li/cQwgsl+d4ZFvjYWCxjuJ4i5UCfqv3
YdaKRNxCgALLZy/yhf6q/g2DX5+/CxkzshWOHPAJkKx3CGYFwRggLilksEr1ReyQ
KMJnxRegYYpFW5EOBDEB12pytYA8uPlSVhz4XTDY
-----END CERTIFICATE-----
','rbR81FzhjjQwPQbXGfaufkQKLXxKuZQPkWNW64iew9k','CN=exporter.transmit','CN=exporter.transmit','3C6A236E1C4CD7CA7AF2BD63FCC3EFB5C3EBEE9','2026-10-15 11:57:00','2027-01-13 12:02:00','rbR81FzhjjQwPQbXGfaufkQKLXxKuZQPkWNW64iew9k',0,'2026-10-15 12:02:00','2026-10-15 12:02:00','2026-10-15 12:02:00',NULL,NULL,NULL,NULL,'2026-11-29 11:50:00','ca70eea570c44d63828fc2fdf3b70e3f');
INSERT INTO "mosaic_clients_credential" VALUES('b27d54e6f8a449d38a86cf7d6ef2ab2e','ACTIVE','RSA-2048','ysnDHOWOwK-jAzVcAhkyCNZMd0-IPx6PwbexOwRj63k','v1.c70f84d29ea6.vohvyTEGt-v16RDdcPlnKx2tDVVmaOKJisxbaNQMKQ0pP80_mr6wtRPFacDeIW7mObjjXQzuaAGwlxNsXLY15BIq1N6OM2CRjhTlPepiOW5fcGKT1pdPvW0k2qVYdShbgBpynxtV_KMzfVIRtl20fqqUu-8qxYcgyTGCF7mfDQDzGdxGPOhWvOFGZDS7ZoYVSLwIdbAP6gXYpv68LgsNSkI68UgjRQBdNcy1rVF4Hjz3_V2ofsXsR227YPLKehUE-mKHtFgrMrsYWLdADMBkRssojiu1fxUq5Mu2B2MfWkxYsvNYIQtxSWT5_nwr3Hb_w8WktrfrfUZM3OlcMQl0T7wULNDRMoCe03js4Pu10L1vgcM5PzxQ1xHW3fG9JbUhWAVBjlagqxO8FAmfP9tv3nreNE9ZnTudgIFOECcve3AKYVYb30rmtXw9aIoT0IYZGtM3148v5Of1WTkUFH-RouhfMLjWMbH3zwxMzLnZbOz9xmCAXWoUeXdSHHG14caNHCQ6KR5bKiLah9ATT_t20zF3MJu_21t6HfbS_a6s_0MyTXtQLCWM6EA9BvS-VSZuOfwvTQ769Ivb2wxgfKwjDWEkakgP8Z04It6zqTnwgOYpXMi1bO-IEUfJXEMhPDla8XcO7wzt5vZfu2-gfkc3UK3EFstyw0Wd8BIwHJBPqTU3DNAre0m9yRfpU8TfBhqlET0cnoZWAkdW-6OtUWvY68AR-zJN05JYKseIx0ZkmUXx4YMq__LWphglWA57cCDJYVf7uzDX56Y_AS6GfQBHpGdxwsUe8ZkAgkCRBamQVQlahc5P8lIJxMDDocS4Lp6hcgmGeetL35QWLVFth6hN9u90eymMxghuduNaUbHXoLwJpWpYFZNekbVmBZZjZ_Qi8iJFnmKx4M1w_UV-qdOCy85_tDX2L3M_kVanm5JgKEd7bo_pZxYdmutnMAapKbkCzk1MPFBpxWdwVa6k1nXI-8StIo1y64sJR12suSwk19smfp_q8uO83Bwu9ruOyatgFs-1NtEVsl36rQKGgQBlres3SZoBxq8QWPQLOb5hTMzXsq-PkFaNQj_BBsVx6Fegt9LKDBKl-Te_kO-7IRsPE9b2eNy5aNj2dLqNoXyMhx_5lGayvfEQAsKt27q2yt6NtXq3M-doTxO6k8loVansOmfb6fir7qOijFL3-BF2rjNsfrg5L7yQZmTXx52gNQ_Ns9cckz2HWYxFzXBBnETPTARgj8k9Z-Ocj2v98aoeRy1YpXSLjDTP1Di40BMIvWhZLwglf8GyqrTcvXQV3o9XGwC0EcnavkcfGayg4yEbodcUoacrvnolxXh-qN5Ig5AA4ukjs6jIqB9oukd4CU2nRoPM60v9Qqt6sAkEqiMsJOUWump6u3CpY6bTB5Frww7-8H3uvIRsWDXC5axoagbL0smXIKEDFIyC-AnWVXTgaIAhjVHej5AahXJP4MZs8seRzMPFSPEPWP7asqSrOqEiMDASemIT9ccNEOPwnfVQSAqpRDm3ph05A6WbNVyKNgeQd-cFGD9LBm8xgTb-Upsmv4llUoLYxBHK7vKUoaVI26LviyuOZGVAqihi44VRO6sPrXp3cgjT1QHbN3yEBm_fS1dPuEHo36LQFO3ZDbAaNdir5NFPOOozZhVY-PsUAooosAwKjLCo-NrIxuT918qZVJRLjmNDEccricVhfiB_2F2JI_fq6BUB4ipKYhpfEzuGbvoixeICGccZR7PGrh4GfW1OjBl56FurZd4CuB5gdjej0ArCxdEASk0khTwzX2-UcQmX-jdPQLJJVkNG1s1VGuaG-2I5TB1A2qw4qgwJ4BOKL5tX9KmOPTBZ7BEmKSPH5F-250BhU4pJ94Ydl8jlL2Z44hvPKXA1pSxX_cVfqhiX4eA-T9ZKAlEKB25HWDigxlI-fUotGHfGjHzufAnsuK1Sd47CJPl1feDcrVVNTQv75zyBGbwALZfPqY7JdfTxdGtT3147oUeIDPTjiJ43jTUOuBYQTcDTa1EEpTb8Qy6zss1xgiO9cg7KDbBuWDweDQtAAfAgDM-CPqs-GdrUtqAksfXnTEWBFLEdywiBj90UHQbl-w6iOXgmdxceE1O_SDkLyluuEBHulPvNHC2m_fdTxZWFGglzZRjWHSKcxRsZTFxlp0Ynz-VyDG6g2reumkTucfn1CFN-MuXggrLD-ozwAzO2M4JPA_ugNMqmyoyHs5x2D7O2xhCe2ungGHH82ZwRcHdJHIWHRTRmeWvhRTK1XbwycmCgPVVz-8WXMemHjZr3_OicVqdX7ap82kbKbPQLog==','','-----BEGIN CERTIFICATE-----
MIIDGjCCAgKgAwIBAgIUA8aiNuHEzXynryvWP8w++1w+vukwDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRZXhwb3J0ZXIudHJhbnNtaXQwHhcNMjYxMDE1MTE1NzAw
WhcNMjcwMTEzMTIwMjAwWjAcMRowGAYDVQQDDBFleHBvcnRlci50cmFuc21pdDCC
ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBANEwqdnrmK0T2p2yN1HZ2SDe
zJDPxKT1TTcz80kT50mH2G6hymCK73T6FVMOK4CDbSfmhRWu46tu2tB3npSgkat4
6y2Tno6LY0+izy8weiOE0Q3hmz13KJKjlT0ssXD04oMOLMqfDEg5JS4eJtS1q6S9
JLs4cAjPEmMKIG+tU8JlShpgvWN+L4RnBSF58/XbqbTyw5FiZLVr0DKX5Nu5s6u1
cgywf9vpBDG0lZ1/BFaiGz3ontgfLs0JlwKvIExMzIDBW9Z/LLYlssXtxxov5pSE
etTt2LgvRwGGGR/9+uTdv0ThQjLqYGOL2clhQHVi7KWzZBE/C99km6Nw8BBSZbEC
AwEAAaNUMFIwDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAww
CgYIKwYBBQUHAwIwHQYDVR0OBBYEFGiCcPPqS/H36ycbeL4Cs1k3hn/HMA0GCSqG
SIb3DQEBCwUAA4IBAQAP4vYn8n6EdSfsQWQ+594CenjRZ/rxW4Jxc2ZOs600Y0ny
9wUpvliun5/9JvayfVX3bxcSDdGw4vwCN6t+4fW7R/xeapXCzCQhK88bt9YHXvmG
JkETz6szbReMSyxjnx6PRe04ZQMp63+pyfLJcSLpdVMDsNKZO8myHg1NRU3GLQTA
/SYDKMDnvKgG8eAYA7QXVKgAhtE1e2X5li/cQwgsl+d4ZFvjYWCxjuJ4i5UCfqv3
YdaKRNxCgALLZy/yhf6q/g2DX5+/CxkzshWOHPAJkKx3CGYFwRggLilksEr1ReyQ
KMJnxRegYYpFW5EOBDEB12pytYA8uPlSVhz4XTDY
-----END CERTIFICATE-----
','rbR81FzhjjQwPQbXGfaufkQKLXxKuZQPkWNW64iew9k','CN=exporter.transmit','CN=exporter.transmit','3C6A236E1C4CD7CA7AF2BD63FCC3EFB5C3EBEE9','2026-10-15 11:57:00','2027-01-13 12:02:00','rbR81FzhjjQwPQbXGfaufkQKLXxKuZQPkWNW64iew9k',1,'2026-10-15 12:02:00','2026-10-15 12:02:00','2026-10-15 12:02:00',NULL,NULL,NULL,NULL,'2026-11-29 12:00:00','31c497d7f5f242c4abd0675f299c5b02');
INSERT INTO "mosaic_clients_credential" VALUES('7c5df9218ecb40c58f067ef1b5947c49','ACTIVE','EC-P256','fEEeWcFvxRe4_4NXb5DLlNXH31BbTvQhPo3gXynuUfA','v1.c70f84d29ea6.J-mDO2z4lExjgRbKwFfsuBm35J8AV85DPPWdbOvdt9KyAXqifbE2w07d0jcaZJCTRdHtBVMftz-X4zXkPoO0E_XNdd3OFAxQ71413ESjP7TWLJv9Htxss282U83sGDAJKYLsJ6wNVgGDm1SHWoFR0WFu512ecJ_mTUw4ZIWQrcCpx7NlmkxXFlPXvCrMnBzBf3WIpAqTHGFssfIL-FfYaVbu0yVV8ir2_C47dAvx8GCXu1BOessh7XAKd7Qx3khNEmUMtrwJlKtfEYX84tpC4h2pLuk7wAQk0DY169q0rF5a2_h1NnW8W2tP9E2R1d2ZU3-j3kCSswiuO49qDf8wwlDnCEX_qKK1Jd-Fj-Y=','-----BEGIN CERTIFICATE REQUEST-----
MIIBNjCB3AIBADAjMRAwDgYDVQQKDAdFeGFtcGxlMQ8wDQYDVQQDDAZsZWRnZXIw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARUcHvsrzQieHw+vOq+SugrlQyzh9wa
PJdsFDkPxS/5UalPcByR25Y5dVhzWhgyBB4bQLq4eFoDfLWskK3bFQB+oFcwVQYJ
KoZIhvcNAQkOMUgwRjAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUH
AwIwHwYDVR0RBBgwFoIObGVkZ2VyLmV4YW1wbGWHBAoAAAcwCgYIKoZIzj0EAwID
SQAwRgIhAIOn6uG3UcdK+wRGICpX6dr0lwanaDt7SmhR7s4IeVpJAiEA6fc4Z4Th
XmoOkc/NmN+kvhlpzO/iPq0hctnYHoDDf1I=
-----END CERTIFICATE REQUEST-----
','-----BEGIN CERTIFICATE-----
MIIB5TCCAYqgAwIBAgIUTp1wMkjFE0upYJArefpqEuP6M+kwCgYIKoZIzj0EAwIw
JzEQMA4GA1UECgwHRXhhbXBsZTETMBEGA1UEAwwKSXNzdWluZyBDQTAeFw0yNjEw
MjAxMTU3MDBaFw0yNzAxMTgxMjAyMDBaMCMxEDAOBgNVBAoMB0V4YW1wbGUxDzAN
BgNVBAMMBmxlZGdlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFRwe+yvNCJ4
fD686r5K6CuVDLOH3Bo8l2wUOQ/FL/lRqU9wHJHbljl1WHNaGDIEHhtAurh4WgN8
tayQrdsVAH6jgZcwgZQwDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYD
VR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0OBBYEFIaDNa5uWWiR1yVqhgEy3Ul9bs7g
MB8GA1UdIwQYMBaAFOhYbW91/nZa5aidEmbboV1ydbXGMB8GA1UdEQQYMBaCDmxl
ZGdlci5leGFtcGxlhwQKAAAHMAoGCCqGSM49BAMCA0kAMEYCIQC2dfxiSdGsjZlN
4a1iC07dZz0QMle7uhi9ac/bCalhJgIhAPSfkR2nvWWZ6sU6eefOXnRb5uuf4rV9
dl8atz35mEfz
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUdhQfyXJFYjz5fU5jWV/xdWLdfucwCgYIKoZIzj0EAwIw
JzEQMA4GA1UECgwHRXhhbXBsZTETMBEGA1UEAwwKSXNzdWluZyBDQTAeFw0yNjA4
MjExMTU1MDBaFw0zNjA4MTgxMjAwMDBaMCcxEDAOBgNVBAoMB0V4YW1wbGUxEzAR
BgNVBAMMCklzc3VpbmcgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQrPWuJ
61jAUT4N4byNcSeevvGBmNiGj7rKfm2w/nczytrKVTAHQyRMVEmcT6GGM9mnSsWs
m8QXQ5SebGQeGYu7o0UwQzASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQE
AwIBBjAdBgNVHQ4EFgQU6Fhtb3X+dlrlqJ0SZtuhXXJ1tcYwCgYIKoZIzj0EAwID
SQAwRgIhAJzjjxG4HtucJORV1S5v/l820VXRg+6PZCUj5kj907qwAiEA7P+OhegT
ne0Q7isSiTZ3Omjp6x8d6ciKf9RoKYYeNPM=
-----END CERTIFICATE-----
','lnP_FHyMi3RG9O0U2xC10SBSHaXrFmkadHjDK9mtKHs','CN=ledger,O=Example','CN=Issuing CA,O=Example','4E9D703248C5134BA960902B79FA6A12E3FA33E9','2026-10-20 11:57:00','2027-01-18 12:02:00','aY0jZrT_vYUul5kpOqkYr_sDZoMWBeC5whO06EmNfG8',0,'2026-10-20 12:02:00','2026-10-20 12:02:00','2026-10-20 12:02:00',NULL,NULL,NULL,NULL,'2026-11-29 12:00:00','93a37a3c3df644f0a56ac5447e2bbfda');
INSERT INTO "mosaic_clients_credential" VALUES('02e0aa93576c4f7495bdecfa82bbf2ae','RETIRED','EC-P256','OcFcOP8ryacHb1D7oxeu4uGsO59sDxkb2PvDhraS8hc','v1.c70f84d29ea6.H2k2gWr_bBKiFSP4EA2wUIrgzP7Z6MABUefgYTjTuUnsl8fzCabtV6UxqRRBi7g4h0H1LgGAU47P49Z_VBGXwuhei-1yjc-h73GVlNzmwY6TdtFlMmR9LL9xxkUy1DvDRzrdYM-gCMvZNyB4ZJzsRlrUDuzUhGDGz6YfjgvE9-jG53x-3saahyNywdPUWrA-gQs215zOaH9rn-DitZtwKMNUS1amZWGaEZgEx_qoIOYVpXGi5n2KDOXI0fhHiOQqcFzzU1_JiN3nuaiG8lkRmXis95fIhlQrerqeyzKgbWVQNudalWPtxIjs1xbVVzcrk7SMSbD_vPmryRUizZuKQaJO-3mR_S2bL0ZX39g=','','-----BEGIN CERTIFICATE-----
MIIBjTCCATSgAwIBAgIUc26GKyGgAaopVRO2A9jQwjDqtRgwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRcGF5bWVudHMudHJhbnNtaXQwHhcNMjYxMDIwMTE1NzAwWhcN
MjcwMTE4MTIwMjAwWjAcMRowGAYDVQQDDBFwYXltZW50cy50cmFuc21pdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABH7sd2m/gsaHeFPCzEPC9DNRm6eyWrYohM0a
8YGwCzNPkJK568TVU4ZE682yz9w/R3zalIDJ6r2GtAxPqBedc+qjVDBSMAwGA1Ud
EwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0G
A1UdDgQWBBRooohqPqKaE2AZgY2EMG3ibcSIUjAKBggqhkjOPQQDAgNHADBEAiA1
q05uHnp7BOQDQUINEH6KxXrU5XQwM1JhD9DyTA4W8wIgIBfF4vAYsvGALtrdB7l9
2ifiggoP4vtdliyTzf1mev8=
-----END CERTIFICATE-----
','JSkJPG4xRkEAjq9Gq_-yr93q7GNLG3MiiEE-OdYTWd4','CN=payments.transmit','CN=payments.transmit','736E862B21A001AA295513B603D8D0C230EAB518','2026-10-20 11:57:00','2027-01-18 12:02:00','JSkJPG4xRkEAjq9Gq_-yr93q7GNLG3MiiEE-OdYTWd4',0,'2026-10-20 12:02:00','2026-10-20 12:02:00','2026-10-20 12:02:00','2026-11-09 12:00:00','2026-11-10 12:00:00',NULL,NULL,NULL,'7701ea416c06471982748ca6e3275180');
INSERT INTO "mosaic_clients_credential" VALUES('61b5b7dd9ebd4854bdb9729f4ab2a270','ACTIVE','EC-P256','2Q4m0WUNgJSUYA4HJCapV5zDKDQjtK-ONgEFNOEMFlw','v1.c70f84d29ea6.NL53g90c4mcwr8rm28bOgOieP775eznSB1n_oCmHbeNcrJRDPMuHhBYLV9vDV_OcEZ0JI4tSxtzFEZ9RpSsWGJmbELmnKZuOYOwFJmI4l5YsODH0zdHTCJt1Xp3ktmJmy2wxJrdk7ht3AvGdoATEM0SrmSCQL_d-tDds5N99Rg9S25ZWrHEHFmmkFe_HlWxwi7x6mndL_RKnj7x8W9_CtNvBxggrVZfSXQqxtl37E8VbwueXAldDl06b3qp6X9Y-Gi5KSsrgAY3D5nnTLVhGWH1OyxACqrUnHGUCchZ72-1pipJdtvmuMIQmJvg-mVAbgj8EkBzFIwteT-COLuD3wA83VXl1TJPecIv92x0=','-----BEGIN CERTIFICATE REQUEST-----
MIIBFDCBugIBADAiMRAwDgYDVQQKDAdFeGFtcGxlMQ4wDAYDVQQDDAVraW9zazBZ
MBMGByqGSM49AgEGCCqGSM49AwEHA0IABEMB7bEqxicKvWgQiJZsUGgFlYzCbjyB
WdbknmN4i2lCg/f5+ke22en2letzCpYzCHDjBf38eoYBlZvgzE92Yk+gNjA0Bgkq
hkiG9w0BCQ4xJzAlMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcD
AjAKBggqhkjOPQQDAgNJADBGAiEA11gT9YR7xz8hnkngrTzLu9PFcaqtJ+D2yZrH
GORsLQcCIQDuHftlJVhLQSpqo4gLqghR9SmvGgAuZvNfJGPbXQkMpA==
-----END CERTIFICATE REQUEST-----
','-----BEGIN CERTIFICATE-----
MIIBvjCCAWWgAwIBAgIUZ28F4pc7SxtXy7aKRSagCy6Tx/AwCgYIKoZIzj0EAwIw
JjEQMA4GA1UECgwHRXhhbXBsZTESMBAGA1UEAwwJRW5kaW5nIENBMB4XDTI2MTAy
MTExNTUwMFoXDTI2MTEzMDE4MDAwMFowIjEQMA4GA1UECgwHRXhhbXBsZTEOMAwG
A1UEAwwFa2lvc2swWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARDAe2xKsYnCr1o
EIiWbFBoBZWMwm48gVnW5J5jeItpQoP3+fpHttnp9pXrcwqWMwhw4wX9/HqGAZWb
4MxPdmJPo3UwczAMBgNVHRMBAf8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUE
DDAKBggrBgEFBQcDAjAdBgNVHQ4EFgQUXynkS8ibwji/0E7kbvczY01dyikwHwYD
VR0jBBgwFoAU65MJP6wzMTRtB4EFKfHetPvJNHowCgYIKoZIzj0EAwIDRwAwRAIg
Sc+gS/aXLwA2hyotWkuanLTtu+BLjilQHJZ92XWrcAACIBkg2AxioeehCNO9qgVe
+g99H6t1CoYjHn1GGhB5iVMX
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBkzCCATmgAwIBAgIUc4PuuDmjLsbFZ/CJQWGXb9uDAF4wCgYIKoZIzj0EAwIw
JjEQMA4GA1UECgwHRXhhbXBsZTESMBAGA1UEAwwJRW5kaW5nIENBMB4XDTI2MTAy
MTExNTUwMFoXDTI2MTEzMDE4MDAwMFowJjEQMA4GA1UECgwHRXhhbXBsZTESMBAG
A1UEAwwJRW5kaW5nIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEB0roCV1P
IwbmsA0y1arsrL8Pz/bqNf+9VebPHZ6uYv8bnf+f2SM38UcK+BQsX7aaTvoQ3LDB
Rn2OxN/KDj/MX6NFMEMwEgYDVR0TAQH/BAgwBgEB/wIBADAOBgNVHQ8BAf8EBAMC
AQYwHQYDVR0OBBYEFOuTCT+sMzE0bQeBBSnx3rT7yTR6MAoGCCqGSM49BAMCA0gA
MEUCIQDaZV25yt1kn5TB7lGeXlrgQjgISIBBbKdJ0jaLKp8aqQIgJzGRPwRr+mXv
IUWCfFGSkL4LhxZID7XPmHAsPMnvkVQ=
-----END CERTIFICATE-----
','rJ_14PdEUbwflLGnRJeqja-N2BHUB51vvLdZUVVTcDY','CN=kiosk,O=Example','CN=Ending CA,O=Example','676F05E2973B4B1B57CBB68A4526A00B2E93C7F0','2026-10-21 11:55:00','2026-11-30 18:00:00','Z0SsjA8AcMW8g1AAhMJnH77a0ptRjbRyBLr3aijh5E0',0,'2026-10-21 12:00:00','2026-10-21 12:00:00','2026-10-21 12:00:00',NULL,NULL,NULL,NULL,NULL,'fc3038df75a24f1bb3fd5537df575a19');
INSERT INTO "mosaic_clients_credential" VALUES('664572f24cf449bc8af790558468b49f','RETIRING','EC-P256','wOfvCZ0axxr9VLmkgDJ_2DYzkXEQ0AEHmZHKkGTGLjo','v1.c70f84d29ea6.Eit8c7iswnk6UrD5fk9ihsBXEvw1wmds2QTlUXlPnVppJBGEo4XJ_sofqTOECP4TlEGaSsQd7d-xA4GFhbj5F-NTuKT42Jh-HNkwxjJQYhydMVXBQUlZmlpO6zqBFH6BxUEZI6YFJbslSlKOZcLnsEsKvOxPdeNnK6FM_FOzGdDhIgbkfMBZDC6BuFaPt_rB8fJjlkdPwYGhMpyeph6evQH6sRa5OQsVzHio87WaPLPFjkcwpB3RG_zhKlesI_2_xf6zuvDtL_2sHtKa7nRtdmtCsPQXOD3rAHcP-eXVwf_bDVzOzuqMWOD_vndOC5KMVhjSj8qbetXjbRDs2k042y3zXAx8qHgHzKOvJ94=','','-----BEGIN CERTIFICATE-----
MIIBjzCCATSgAwIBAgIUWdEeS+1RfAX8ao1ZZi8Nob9aGmowCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRcGF5bWVudHMudHJhbnNtaXQwHhcNMjYxMTA5MTE1NTAwWhcN
MjcwMjA3MTIwMDAwWjAcMRowGAYDVQQDDBFwYXltZW50cy50cmFuc21pdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABEQLOLDzdOTqWrI/poZIGftOcoHF0L8Y6Dfj
BZ1CkNd6JTY1992V0B0q5uJ9r2KmCUXOjinwkxE5k7Ir2rXlslyjVDBSMAwGA1Ud
EwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0G
A1UdDgQWBBSOkUGMPJVWhKMEJe1bI7R9KIh+8DAKBggqhkjOPQQDAgNJADBGAiEA
pNODyodKeSYHJ9fmnvjEaE9wgI5HcB565qoF9/BKHvcCIQDEoMyEtTkeH0AVjGt6
EVZc7R5jhpUyEirqPQ5JFcPAnA==
-----END CERTIFICATE-----
','MuA8wz-iCqEpEI6YTjyIa0TPRcXq-clyfhpSDAqlJCY','CN=payments.transmit','CN=payments.transmit','59D11E4BED517C05FC6A8D59662F0DA1BF5A1A6A','2026-11-09 11:55:00','2027-02-07 12:00:00','MuA8wz-iCqEpEI6YTjyIa0TPRcXq-clyfhpSDAqlJCY',0,'2026-11-09 12:00:00','2026-11-09 12:00:00','2026-11-09 12:00:00','2026-11-29 11:48:00',NULL,NULL,NULL,NULL,'7701ea416c06471982748ca6e3275180');
INSERT INTO "mosaic_clients_credential" VALUES('86683e18bd984b92ac95b62b5c4bb788','ACTIVE','EC-P256','WZAhWBleHpimm4G9I5TFqYMgC_3DjB6FwYNc6ezF_XM','v1.c70f84d29ea6.rWFl1Hzt_g5PJWEavVvqdlNokaoDXoxBpIZSC6go0OXNeOP5cwbLJDK0_Vc1YmzaHFPMsaqYmwxIAORQnTxV2Yzd7TC_VEFtnXmVMueoKS_5IoRCJE1inXRKIr5Bdw69B1EcoQyzIsitSTe7GJBR34GClJ31Ji3w2zq99P7rK_n-ccwghpfeJ-KtU9IH2PPdLtzdryrKBfrUOmf9cXvq6bUw_SvwRjJVJBlF22aqNofskQ51MdYsCDNeq8TbJuh2NPhVrukXmgzb1yhenVUjV87OAFqPsFuuY2Ztmb1dYESxstihSkowbNLKdlPkivW3HzOB4AzxkI_yj-GDd6N_q55_7XZjq2XdaxSkg_U=','','-----BEGIN CERTIFICATE-----
MIIBiDCCAS6gAwIBAgIUU4w6PQ20LW+Oze36NhTu6MbR2cAwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOcHVsc2UudHJhbnNtaXQwHhcNMjYxMTE5MTE1NTAwWhcNMjYx
MTMwMDAwMDAwWjAZMRcwFQYDVQQDDA5wdWxzZS50cmFuc21pdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABOnlmnx00+psiHsrprY5XjNajbUYlWRZXTftwTPjGvNA
wxECDSLBER1UG3q+B2M3xbtEo6MrhVXh8RbIf1b9CJGjVDBSMAwGA1UdEwEB/wQC
MAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQW
BBREpZZ5+G/3nSDTcRIdFCzQ30LhvjAKBggqhkjOPQQDAgNIADBFAiAPre28H56v
njIQ2j9NFWoS43bzgPHJcIl0KbPZOZP4zAIhALwjjyPVzBQth0N3f+pwBFRlacJe
lEMpYty7av44gxsr
-----END CERTIFICATE-----
','pOIVESutogTo9_LsRwz9OlbpxLeJ_e1dUL1L-cyiW-E','CN=pulse.transmit','CN=pulse.transmit','538C3A3D0DB42D6F8ECDEDFA3614EEE8C6D1D9C0','2026-11-19 11:55:00','2026-11-30 00:00:00','pOIVESutogTo9_LsRwz9OlbpxLeJ_e1dUL1L-cyiW-E',0,'2026-11-19 12:00:00','2026-11-19 12:00:00','2026-11-19 12:00:00',NULL,NULL,NULL,NULL,NULL,'70367fa4dc4543dc8de3cf8311a6758f');
INSERT INTO "mosaic_clients_credential" VALUES('47824a39b6ad4f61be2eca6719765678','AWAITING_CERTIFICATE','EC-P256','OZLBY_Of1lcAxUKGFzibc15dnOGM_F_Aq8wO5kuI9vo','v1.c70f84d29ea6.wgnotYOZ9hY0gCRIu63cMfgYylAyvDYJZOfgsQ97raAEV_DXv0d-O1O9e35drPNAV8VKWJLmu9P2yfhQNUuhuj2uv1-u10Vzc2qse6ZtiuheWNzkE3vkCVaAXE8v1kzFdDzIvl3EZC5BeIZ9atsJGfHsmrXYhU952AxR9NAas73O4_3AuckOMnEUUEVXA3beRD1WRmiwbjQ85VwlKMBifdN5easn7-JOKcYu2bO2Q2D45qEjiYarHRXXZqZLAoSW7sfZXbT5TocA5TB5aa8k6DJxSENXFyl06OM5Qqt1z5IcfH_Bkob6B594aCt32zP7c4LNp5uDvSJey-DceAIaIbtXIi_N2OsBiZt636s=','-----BEGIN CERTIFICATE REQUEST-----
MIIBFjCBvQIBADAlMRAwDgYDVQQKDAdFeGFtcGxlMREwDwYDVQQDDAhpbnZvaWNl
czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAHv6wwaD+vC8RslfmowHuIi6fQi
n1uNd7i6zoaso6QMVpWZy1MTO/BK89Zlqn/xaSXVhS1uNYD1dAkh1ZAJZHSgNjA0
BgkqhkiG9w0BCQ4xJzAlMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEF
BQcDAjAKBggqhkjOPQQDAgNIADBFAiEAnN3B3C4y440ZUTkAGiemuORPkguZ1/CH
p/g+YjuC2gUCIC0cLpTdsd4oafMz73z4U0JAqB/8HdAzKN7FKVrD0ILf
-----END CERTIFICATE REQUEST-----
','','','CN=invoices,O=Example','','',NULL,NULL,'',0,'2026-11-20 12:00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'bdf842da58e144f08683eec595707635');
INSERT INTO "mosaic_clients_credential" VALUES('1b57e436f9f04a4693d9f116dbc25e34','STAGED','EC-P256','tk-lMGhnsvYTYa6AOeWJ5PJwl1l-ZlU5iwbIz7TWN7I','v1.c70f84d29ea6.my5OfzOFWabwlUeGYurwtRwjwiZIPfoE6IyNsCeupJi3gkpJZZuIvkHO5O3FrKEtBQONUI_A-t8PxNN2pidYC27d_qIQ5II2YlVOM_MOOkFc0QtJJlh4L1MbaEYIRfwWWo-9z8F7ljwXzm59bMKKI-ZImZLGdE0dNzlms93SVvnQEHeGKTzwKgMKdoVq2nWaBxwcWSinoI-afKfXdKMOjMw4U9vltKNE-XXZFmzcgELJ37lHrybcqRuD-WUG4E2eDFZRa1kssjBucyFtdYTyCNoZaUx28sG4tDon0oNOKrpBQkUTbiTif7XBtk9T8N5ddM0QKhMVPXvSJeyzA08VnXRfE2zT7tavMZqR9Lk=','','-----BEGIN CERTIFICATE-----
MIIBizCCATKgAwIBAgIUFQ6+T4OY3c9K+Mlaq8yMYn6EB+UwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQcmVmdW5kcy50cmFuc21pdDAeFw0yNjExMjAxMTU1MDBaFw0y
NzAyMTgxMjAwMDBaMBsxGTAXBgNVBAMMEHJlZnVuZHMudHJhbnNtaXQwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAARi/35eUeOGTiFSnf5XTLsfMkmHAm+FYblAejYB
MPe6KcjdxP9dA3/d+uGOX81/HuSChljQ0miK9KpnQ50LszaDo1QwUjAMBgNVHRMB
Af8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNV
HQ4EFgQUtkl5OAIIkfo2hciKWHE+LRuhrZ4wCgYIKoZIzj0EAwIDRwAwRAIgbC8Q
w9LJYDlRUQUMXIT207IzWpVNA7Y7SWKWfX76OGkCIFgGzNZUd2CJvDQl8BaxAFXp
lDYdod0BVlwhXG6ob7Tk
-----END CERTIFICATE-----
','8VSMTNJ5oaRydc3fmVuf5sYbsC5tZxB-Ox8Z6dX4J7s','CN=refunds.transmit','CN=refunds.transmit','150EBE4F8398DDCF4AF8C95AABCC8C627E8407E5','2026-11-20 11:55:00','2027-02-18 12:00:00','8VSMTNJ5oaRydc3fmVuf5sYbsC5tZxB-Ox8Z6dX4J7s',0,'2026-11-20 12:00:00','2026-11-20 12:00:00',NULL,NULL,NULL,NULL,NULL,NULL,'434fe25d7c304ba98874116be42ca7ec');
INSERT INTO "mosaic_clients_credential" VALUES('db637a03234c4463a06aaa1c611105aa','STAGED','EC-P256','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','v1.c70f84d29ea6.HXiMaSigN2MgvmDetOyLU5y3c8aNBoqQ9RI2Oyqj_0UUu6XXfjsXuMpAPzfwf_VNX1oZR7FSlfMVFEyq2gt8be_jh0P0WyjtrxNW-Erv2YwhAvvkh2trYJC2GCWfLIQNY9laLFkSbdeBrS5wVPL9bHoMgao14oP1ZkIVRvrt6oB01qK9Rxx50dFBfQhfzYTXh-HhvAN5HqshyH3ZOEMAnDwXKCyNDvckhvldPBbvWfNJyXd-xOHMEQFR2L-y3-if_SejcxbykD-O-jdhHyX2ByEOK79IM3H3W4r5BSVIGp01fsc3ZEkb8lndz0KO08j9l6iWbL0xvwREbvVf2f6M31_GyZQmBsLa8t02JyE=','','-----BEGIN CERTIFICATE-----
MIIBizCCATKgAwIBAgIUJrDpXBMVxcrSB3YYA/YyIEuKcRswCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQcmVwb3J0cy50cmFuc21pdDAeFw0yNjExMjAxMTU1MDBaFw0y
NzAyMTgxMjAwMDBaMBsxGTAXBgNVBAMMEHJlcG9ydHMudHJhbnNtaXQwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAARA0ss6BUXP0og8b5U5NcOpyJys/kPn3Z5Yz1EE
Sc8onp83M4DaKeQxfmgBVpgQ1gNM9ssZ8C1W2JqxekSBuuWRo1QwUjAMBgNVHRMB
Af8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNV
HQ4EFgQUcl4nuDY1ZuYjp4g4qN2GsWp8WywwCgYIKoZIzj0EAwIDRwAwRAIgCN2B
BgAbSlkQDtxgvy0rjEeHZrkHHwkv3Scacm3dO7oCIBlWYtpy9vvyGYDzYJpnd7XP
LYQJ6Xwl2QYDCpPlPqr+
-----END CERTIFICATE-----
','PLQSSDbcDQQe4PBGH15Vu73MsOSQ201lVR2CLs5UaKo','CN=reports.transmit','CN=reports.transmit','26B0E95C1315C5CAD207761803F632204B8A711B','2026-11-20 11:55:00','2027-02-18 12:00:00','PLQSSDbcDQQe4PBGH15Vu73MsOSQ201lVR2CLs5UaKo',0,'2026-11-20 12:00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'822e4778d03b4aa69bda16d39f2a36e1');
INSERT INTO "mosaic_clients_credential" VALUES('eb21af2136ab45f6b86253e041b2333a','ACTIVE','EC-P256','g0YwKi6lXqBzxw3I9EXyMGOO95SMGP5mTw9IVQsOvDE','v1.c70f84d29ea6.um1fA55E3GY574VcbN5OYn_CVVhnY1m0q9NgIFlwf06bFwVIfcTBmEBFNqCnaG4Kk1mrjNdtA9syZN8RaVQBlYS55zE3CCG3ejcQqHe9IqdqjiI1VmxbAFf0RF6PF_qkQcwTFIp5uufeqqIFIykbScDo-xcxRJrPmUAJt_EF-mRkpXRwnDh_1sb2Uob6zdMXYbjG_B6RwTWZiN8rqbJOPG21UYQYRIrqyESd2SExpd_sFWYPxWwkkqHUQkBUlzli0PE87nDhzXv6AXbRRJPkV2x24WjBs2Hsj8zQK5NLPnRkZHOfUpF83Xs1LU-q8nHSOs6pl0NBN8-1PvtQiseX5jPTcaqX_H8eR1qcNco=','','-----BEGIN CERTIFICATE-----
MIIBiTCCATCgAwIBAgIUASw7w37/uv//GYSCr6TdRGwYt0UwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPY2xhaW1zLnRyYW5zbWl0MB4XDTI2MTEyMDExNTUwMFoXDTI3
MDIxODEyMDAwMFowGjEYMBYGA1UEAwwPY2xhaW1zLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAE8OdFOft4XpERVmrbMpP+i6sI78um3zZy4eZG7AFe
cpVF1ArDy+vGbgCQaIIrx/7c16Ady51r9zHGXxEUFqSMjqNUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFNQ4xqmF+c1AUHABU9G4GfAMDM2kMAoGCCqGSM49BAMCA0cAMEQCIBI3rZNJ
w8yieHtnLCg5zVMNSD6R1OiSlH9wUzrKDX9BAiA8pg41iwdiflDBxuwDZRSENIb1
INe7chFsRzbtKFyD4A==
-----END CERTIFICATE-----
','9PFQKQ-En4GncxmaU3SM65WfRgNKspcndiwphcoY09A','CN=claims.transmit','CN=claims.transmit','12C3BC37EFFBAFFFF198482AFA4DD446C18B745','2026-11-20 11:55:00','2027-02-18 12:00:00','9PFQKQ-En4GncxmaU3SM65WfRgNKspcndiwphcoY09A',0,'2026-11-20 12:00:00','2026-11-20 12:00:00','2026-11-20 12:00:00',NULL,NULL,NULL,NULL,NULL,'4e59feedfac74ace878292edba8d2a99');
INSERT INTO "mosaic_clients_credential" VALUES('dd55efd066cc4b5cbbe86a8b88d22fbb','STAGED','EC-P256','2wUrNy_UBIoEkPyJC4JSS2dZjPZl5VrKwheQdfLoKEk','v1.c70f84d29ea6.Pu-HAKfIeryvnrQ1PqSglwFHTUqhhOQ0Yw_LO3-Uz02dB3vM_U3aSuDiYNpXlwmVBBZbo9ogaSTkb0y7SXGpNZNlohxE-gtkc3fhxOXbIhPW3WOEKh45HrtYjV-lt2l6TtAE4psK3NWJ7eETjJbZl-dukUPOraRwgAesVETxtlI0dxdqgpn9P3qDpjDPJgzMp7IlK44WDyVfH1kaTnhU_cVOz5N8ECoF11yFLY_X-2rr8RuSher-Mui3bbhpS6schr6i1b6hXHbU8LQQYP-nNyrcKMJcb0fTMQwNBm4MSFX-f9TOhRwUyPctQqSloZUbRJ3EX6xvXhUgmCkItx9vgoSVtX4NQix_NNZmWKE=','','-----BEGIN CERTIFICATE-----
MIIBiTCCATCgAwIBAgIUKgWUd2LEk+shOa4EQpBp0Td0O1gwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPY2xhaW1zLnRyYW5zbWl0MB4XDTI2MTEyMDExNTUwMFoXDTI3
MDIxODEyMDAwMFowGjEYMBYGA1UEAwwPY2xhaW1zLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEhnw3Mx5wfb9Aj++JJDoLlKryJzbRMSdqB9VeKEWO
nRgCAUVBQWUQFgE5II1Wp2+iBXmuJJzgV6yW9dw/LPLlyqNUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFCORspwfvtH+1irA807JGmjn2/aMMAoGCCqGSM49BAMCA0cAMEQCICxnL4dn
8tEBjBOeh5KPWI1YPZZFGDoBplENeX6ToAF4AiBH5JvBx44iYsKr3MImwguCTk+x
ZylAtf1VOuCvci27IQ==
-----END CERTIFICATE-----
','MUY8hbkQzrk15y1Z4fC6iKf84KHSsanJjb0BiLZvzI8','CN=claims.transmit','CN=claims.transmit','2A05947762C493EB2139AE04429069D137743B58','2026-11-20 11:55:00','2027-02-18 12:00:00','MUY8hbkQzrk15y1Z4fC6iKf84KHSsanJjb0BiLZvzI8',0,'2026-11-20 12:00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'4e59feedfac74ace878292edba8d2a99');
INSERT INTO "mosaic_clients_credential" VALUES('70fbaf168f404e7bad6af1f214e35b25','ACTIVE','EC-P256','UtOuLCblbJlsU18zFwq8BycrJC87XNguCMWVM_9F3Z0','v1.c70f84d29ea6.u0S1vDgGe7OWg9NnFS3_cVfscypymy0H-pC_bAFnUi55BPU1I03FLm5F025kQ453EWp20bt_7dLjKFEqTTxB54wTWadrL1IDg_fE-B59nF-QG3GQ_yC6Owcu1QPDx81jig7kT5EHgMAtUiq6F56Yua2RiYTpxTiS0AwlUmPCtK0Ox774wngOJHn-a_EduTvy6m2juUFyzy_2hrNgPndAocOspULKaQeD0PxMTR16LnnHOMHf_yxJPVoh99m2fTXl6x2z4cdJiMbwnuYfKjSHob39tgqwmAk9__jieNgmz-0Dnk4YkVOE_ly6UKdxsJquQa2roIcLa2yH5cwyVcM_zyCdmG72bs1yo0tXOD0=','','-----BEGIN CERTIFICATE-----
MIIBjDCCATKgAwIBAgIUNYL9pa7toByJFEsXAKGnEofcIrIwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQY2F0YWxvZy50cmFuc21pdDAeFw0yNjExMjkwODU1MDBaFw0y
NzAyMjcwOTAwMDBaMBsxGTAXBgNVBAMMEGNhdGFsb2cudHJhbnNtaXQwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAASVu7TdEganPeTLInmRkXbzjU3AKI8wqi/WiFzm
Q7Hy4Ms2i9CN4wX3Z0P7V4Bsg6hQkA1lJt3fdlwqeuh2ZtHJo1QwUjAMBgNVHRMB
Af8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNV
HQ4EFgQU7Lasovpyx1yBZ11Ue2sjGCMBJJEwCgYIKoZIzj0EAwIDSAAwRQIgC9+v
i9xiu1qICgGZrv/Jg5wZwzbqh71ptujawZXhZc8CIQD6JJWKlDGzwqtcuSrTbGA3
HeIWlgVFqy8TpYTWOmES2g==
-----END CERTIFICATE-----
','631GjtG-DWNpv4C8Geoe8vkfuWMp7IgEAw5MyxTM694','CN=catalog.transmit','CN=catalog.transmit','3582FDA5AEEDA01C89144B1700A1A71287DC22B2','2026-11-29 08:55:00','2027-02-27 09:00:00','631GjtG-DWNpv4C8Geoe8vkfuWMp7IgEAw5MyxTM694',0,'2026-11-29 09:00:00','2026-11-29 09:00:00','2026-11-29 09:00:00',NULL,NULL,NULL,NULL,'2026-11-29 12:00:00','2bd603a4c6034c93b2e5c852ffb5ffea');
INSERT INTO "mosaic_clients_credential" VALUES('69e9cae1fa62464f9ebaebdbaa336830','ACTIVE','EC-P256','LCohApaGy8-ouZP-By2xsCVim5KXTTi9YtvKuMjIXNk','v1.c70f84d29ea6.oIlF7EFcufjIjC-EzZv1fKoJ_woTH_a1iT3Vxkik6TMypGYfMLlrywztkInMix8mjH9jyKleQrlnzn4lvs8ryddA3BLXy5IThXxQfm20tMZP2grkMzK_CxsBoc6J8g-qWnRimzdMb6AFNhME0FoXx2OVNsYKMwm1VGRocr5z-p2T823BsHTjH3FBhZXRaC9vPR8LSbgw34zt8jkgZQ3I145b1F5nCNfM2fSYF_JqVFOtbrZYRuQEz_-21UcEJ7-s_23UUzXDNd3tyZ8y1Xk4x0JT-vtAYmGBSBEJn-v1PiP_uDYi_Bq3JcYfS5Xs7cvWMrgEqDFqTx1ut0v9M-WwrAoqnzATCRsjQkpEk6k=','','-----BEGIN CERTIFICATE-----
MIIBjjCCATSgAwIBAgIUX03WK6h2WOiXyLEmgfqy9Eku8CUwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRcGF5bWVudHMudHJhbnNtaXQwHhcNMjYxMTI5MTE0MzAwWhcN
MjcwMjI3MTE0ODAwWjAcMRowGAYDVQQDDBFwYXltZW50cy50cmFuc21pdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABNDKVWZNMsjFZBDXGv1KTFV7L6C0B3eWn1A4
9MvozVKVcpJIU+8Bo2LV00HTX+BulguL/x6VSMO+W/MzVq+1MsKjVDBSMAwGA1Ud
EwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0G
A1UdDgQWBBRtm2Pwbqqq0Op0+uMP/Focpk2yJTAKBggqhkjOPQQDAgNIADBFAiAx
yAZYCxCGxXZdUdB5x5+umvPqRjY7527X+lfogGqaJAIhAMB6xIULVdsY6/+ZAGwV
x6Iml8f8EGIdaxrLfby2V1sK
-----END CERTIFICATE-----
','ewsRH7ht-UgiE994XavuyIzMmOpocuP4haaF4zVrzuU','CN=payments.transmit','CN=payments.transmit','5F4DD62BA87658E897C8B12681FAB2F4492EF025','2026-11-29 11:43:00','2027-02-27 11:48:00','ewsRH7ht-UgiE994XavuyIzMmOpocuP4haaF4zVrzuU',0,'2026-11-29 11:48:00','2026-11-29 11:48:00','2026-11-29 11:48:00',NULL,NULL,NULL,NULL,'2026-11-29 12:00:00','7701ea416c06471982748ca6e3275180');
INSERT INTO "mosaic_clients_credential" VALUES('b5ac141dfac74f77b2cfc09f4ea6d6aa','REVOKED','EC-P256','xiCXqOot5JJ5QUWOm2NgKfOm2xIGpQxiedFNzqQvdWw','','','-----BEGIN CERTIFICATE-----
MIIBijCCATCgAwIBAgIUGFd3nsOAyi6BYcgBxvCZKL5MLTYwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPbGVha2VkLnRyYW5zbWl0MB4XDTI2MTEyOTExNDUwMFoXDTI3
MDIyNzExNTAwMFowGjEYMBYGA1UEAwwPbGVha2VkLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAExbOs1RSVKknxKJ5v2vkuHOnW8V35x3clPYUBu9qJ
SxMbP0lnCuE9gEyMJiOeZ1onDoV57uSRXDbs3QM5sJzudaNUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFOwSGsnIglgKbtG0zos41vBaiV8EMAoGCCqGSM49BAMCA0gAMEUCIQDg2rD8
iHrg6Adwd+CftlB6qV62DCIyLLW++pUZp24YYwIgf+FElhKHUAGh+vYck4ZRn2x8
d9kRfZq+VQwsfs8vwdA=
-----END CERTIFICATE-----
','ZMQLVuHLmYRTct9piDauJ-V9Ga5tyc2qlvm16nGxMjU','CN=leaked.transmit','CN=leaked.transmit','1857779EC380CA2E8161C801C6F09928BE4C2D36','2026-11-29 11:45:00','2027-02-27 11:50:00','ZMQLVuHLmYRTct9piDauJ-V9Ga5tyc2qlvm16nGxMjU',0,'2026-11-29 11:50:00','2026-11-29 11:50:00','2026-11-29 11:50:00',NULL,NULL,'2026-11-29 11:50:00','2026-11-29 11:50:00','2026-11-29 11:50:00','69b07295880848e5a61efc99ca6d6a3f');
INSERT INTO "mosaic_clients_credential" VALUES('c8fe1860bf98406eaccb3851b554d3d3','ACTIVE','EC-P256','KDnMF12Ca6its6gMEYkak4dHSBJVV7vB7SF_0l-xgFs','v1.c70f84d29ea6.aPXTYoqp0OYlT9mEInpy5L7dhi-6UQn4SpffmVuuk-zAuptRBcv1Rmm9jtSJFglO3xOpBP-3efeMVWI89GfM7-YmSWaQmCjWI-nez6UPOA1vodEx7vEswd5epaLNi8HaWCCo7zFaORVKg8eMeH52e3Rl9P67CimtIdxQig5UEphHCor8Zv97Gg_Tla06FtDj1weK7tLPAZhnaMIQeWzNaFDOe9iYLmo-wfHmgVUOHEggosMGkHzhXzX4rvK3gimVekxm57-OEEn7UZHyDj1sEbTA7K7h7HJk_y_9cXP0bKyh1VpADaw9QQCHyej0hFn67Q01jzqcwj1ouDxH01VrmvlJa8mxClURZTNdd64=','','-----BEGIN CERTIFICATE-----
MIIBijCCATCgAwIBAgIULEJ80mA4JL05Ct55zqiIgs83z4wwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPbGVha2VkLnRyYW5zbWl0MB4XDTI2MTEyOTExNDUwMFoXDTI3
MDIyNzExNTAwMFowGjEYMBYGA1UEAwwPbGVha2VkLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEWOrIui6va2D/zmi0qzOMU6LBMISGmu9RRxSrlAOa
oOyUfxxLQ/xE1rnB4bf9ciOLOtc7uTq3u/RMwAoceHFvB6NUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFMvFGeFzAjn3IBd7a1oLcJILr6UBMAoGCCqGSM49BAMCA0gAMEUCIHqTxx04
01gNvzJsEWJu3AZ0m94u5Vd4DgF0SdkPHuPFAiEAi07ggcTJqA1qgYpH2fW6TGnF
lL3xV7GjyskTUtmadYo=
-----END CERTIFICATE-----
','Fu0nNzj16W8JUnBij9_jAo860n7P-77uCKf9l8JMDLg','CN=leaked.transmit','CN=leaked.transmit','2C427CD2603824BD390ADE79CEA88882CF37CF8C','2026-11-29 11:45:00','2027-02-27 11:50:00','Fu0nNzj16W8JUnBij9_jAo860n7P-77uCKf9l8JMDLg',0,'2026-11-29 11:50:00','2026-11-29 11:50:00','2026-11-29 11:50:00',NULL,NULL,NULL,NULL,NULL,'69b07295880848e5a61efc99ca6d6a3f');
INSERT INTO "mosaic_clients_credential" VALUES('70d21c4d44e14b00b8f458380578e759','ACTIVE','EC-P256','1L6R_LeLlrnnkXB9mKmkYRu042Opz0qiwDpmWk68kLY','v1.c70f84d29ea6.2B0X2TlkLFkMFnqHXaPbF_CaI-eomKzTfadkAA5kO4mwU1DJAq3kgnscCKTyhfcuZz5Vyl2T47mV5a2k5GGmq-5Cd4JK_qOYoyY67u-TpPTVjRxIvuh0pdHe8-Nf1nl9EavBNT3sI1tPYvqlK3LHE_Jm-pq5M4K7tnCRj_rxzFqvMyvCxVfeQghheQwMYGeqEGm-Y1R-eyYKh33VxjZo6notqR-ueMVouxPkaUs0O12kyPJN7XRjOjuyHtqgnhuyPMHDVa_NSOY2eSffDiJrbbUcTETZ5_leYgjGDUuN2bCohWvxrr3nbPhUVa3v56RVeDB609DIJRkNZQIVJOOuzzvCvoNevKpNi1g8m2w=','','-----BEGIN CERTIFICATE-----
MIIBijCCATCgAwIBAgIUe+DEwN7SM8gh+Ju6JQBK8DgXPWEwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPbG9naW5zLnRyYW5zbWl0MB4XDTI2MTEyOTExNDcwMFoXDTI3
MDIyNzExNTIwMFowGjEYMBYGA1UEAwwPbG9naW5zLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEIaO7VXGYbEgj61c1XMPurt84Nt6iwBTky6tT+/QG
uUe7j1uMJJRmTI1IExyl2r4Zb/7PE7gwU06JHLl+w0++zqNUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFN6AEqxbiJuTHlf/utCp07PT8b28MAoGCCqGSM49BAMCA0gAMEUCIQCoVIm2
6HqeIqvmdRWruLNo71MV29QJMlreVu/xkd2nygIgTcTAP+c17uIbh08kJSQwmObT
Iel8N+92mpXE6jhYaM0=
-----END CERTIFICATE-----
','AbiITJEHXS-fomY86OJOOFEotsJHdWGKSCMRrtb0w_s','CN=logins.transmit','CN=logins.transmit','7BE0C4C0DED233C821F89BBA25004AF038173D61','2026-11-29 11:47:00','2027-02-27 11:52:00','AbiITJEHXS-fomY86OJOOFEotsJHdWGKSCMRrtb0w_s',0,'2026-11-29 11:52:00','2026-11-29 11:52:00','2026-11-29 11:52:00',NULL,NULL,NULL,NULL,NULL,'356b85e70d4841779a860fa1506a9c24');
INSERT INTO "mosaic_clients_credential" VALUES('62534753703541d4a75f0d40702a7e67','ACTIVE','EC-P256','EPd7rrEooICadNsFV8xVTvNS7-bHvRfbWnF-fRLQdpw','v1.c70f84d29ea6.fiyShxqxeqRKejWDX3VS0TG4VgMYxCTGP_J2eKX5SXRAukYFZnjBKswsrS2LzP-jCMiKP5uWGXP9zWDeMYZeCMKzAaJuOUCbh_an3W-xvMEmUkEKnfnjpcPT52TizBp8El9IesIV65mDRk9GlT7zMjPXG44Hqu2UsgopnonD1BVQ9wM3af8ItC08-hfK1FI9uKHCZlCb8hJ9w61mtu2M7tg_Ob9uE987N6nLENuO7Bn7CFduaGZ15_T80j85-DDBEpAh5QGOSQosfNH6v5NNOqgkIotsyuvdQf_xZZrDF9io0u5IODoNNUNf4QhnGdYJZqCJ6kscPcsyWWXumqzrmiwVJvh1xr25q3MJ_30=','','-----BEGIN CERTIFICATE-----
MIIBijCCATCgAwIBAgIULEYBx4jXH/vJid4Lhtj1mw50kXkwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPb3JkZXJzLnRyYW5zbWl0MB4XDTI2MTEyOTExNTQwMFoXDTI3
MDIyNzExNTkwMFowGjEYMBYGA1UEAwwPb3JkZXJzLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEYjlypm8nrw8ULiDIFMRL+XydMGe1B/bpoNgYczGm
MFtTMef5jGen22aUrcYVsw65AKSKNYNjceyIz+6R/ZCJK6NUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFN174c/oeJ0TYhS1GAwyV2vCAmVXMAoGCCqGSM49BAMCA0gAMEUCIQDhXlBR
9TbNCuBzRhhDEWw0n/nxwyX8e9lAwYumInOCKQIgFVKmIAzzWsLnaQgMnYXya43E
1aJBns0YsHFt63+TcDw=
-----END CERTIFICATE-----
','km0a0ZJHpkbOe9EcfPGBQTPJlnhV6WyypsAGUqHdKSE','CN=orders.transmit','CN=orders.transmit','2C4601C788D71FFBC989DE0B86D8F59B0E749179','2026-11-29 11:54:00','2027-02-27 11:59:00','km0a0ZJHpkbOe9EcfPGBQTPJlnhV6WyypsAGUqHdKSE',0,'2026-11-29 11:59:00','2026-11-29 11:59:00','2026-11-29 11:59:00',NULL,NULL,NULL,NULL,NULL,'605f5b3452094162b1e3ab7b694f3f6d');
INSERT INTO "mosaic_clients_credential" VALUES('e047e8b7d6524c0f99ec84f18ba7ad5c','STAGED','EC-P256','OhPSoxToN1kJUcp5goHwDZh0PSFx71CnZUi9Ih8tIVU','v1.c70f84d29ea6.ImPEf1rR8-zPtehCbRLXdgrfV_6c2SGQBtUmr4nFMSJ1U3uu0JpJUDE3ZTOTHCf5M2d7ps-n6CHBGGFxUkSZaWXftnGio87ENJCD_1wq6OyBMdWci41FLJDM-4by0qWSo6_MBOJH_Vzzmbd7SUzFo8rCGdXHKH0zUebYeD-Iy_k5-A-L05nBr_dVBcFiUjMlCoSkrrebki63veqXfNrx-HKO59pHrfZX1jdEeFw6vRFrEL41xNudugmcFQ0G-L_OjxuMsWqDuXSZi-mxyoE0JQBGsOyd3Q1C0M3hF5iAuXy5Sy4o-5mqUKst3UwRWYK5vLKEtgDqB7pwGMvN_mV1a4TRCKoC1ftsPcTy6FE=','','-----BEGIN CERTIFICATE-----
MIIBiTCCATCgAwIBAgIUL+YJ2g1Gb6MAdgYAS0RCQnDqpr8wCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPb3JkZXJzLnRyYW5zbWl0MB4XDTI2MTEyOTExNTQwMFoXDTI3
MDIyNzExNTkwMFowGjEYMBYGA1UEAwwPb3JkZXJzLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEe+aTgNM6pC+FKCHRBU73MGomt1RNf7t14riikbNC
ASmz3xVJyBIg8hq8iLTImv/wxdYdygCR4Lr3dJDhyhkjL6NUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFNnqc4YkLIoNfRaL2aCacsS0FJpxMAoGCCqGSM49BAMCA0cAMEQCIDJqzyCC
Xgf1hUm7nrxlKOczQriz0WRxcO4GrWAYiGQfAiBRGlwk39WlPQYb5Yo96/VyqleD
96w1CK9pyAWLZCtRsA==
-----END CERTIFICATE-----
','-GVEHooDiNgkspkVNlIlgPWAlNOl3-ztJfQtQ2qx9jQ','CN=orders.transmit','CN=orders.transmit','2FE609DA0D466FA3007606004B44424270EAA6BF','2026-11-29 11:54:00','2027-02-27 11:59:00','-GVEHooDiNgkspkVNlIlgPWAlNOl3-ztJfQtQ2qx9jQ',0,'2026-11-29 11:59:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'605f5b3452094162b1e3ab7b694f3f6d');
CREATE TABLE "mosaic_clients_environment" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(64) NOT NULL UNIQUE, "base_url" varchar(500) NOT NULL, "issuers" text NOT NULL CHECK ((JSON_VALID("issuers") OR "issuers" IS NULL)), "audiences" text NOT NULL CHECK ((JSON_VALID("audiences") OR "audiences" IS NULL)), "algorithms" text NOT NULL CHECK ((JSON_VALID("algorithms") OR "algorithms" IS NULL)), "token_types" text NOT NULL CHECK ((JSON_VALID("token_types") OR "token_types" IS NULL)), "require_bound" bool NOT NULL, "allowed_tenants" text NOT NULL CHECK ((JSON_VALID("allowed_tenants") OR "allowed_tenants" IS NULL)), "allowed_app_ids" text NOT NULL CHECK ((JSON_VALID("allowed_app_ids") OR "allowed_app_ids" IS NULL)), "allowed_client_ids" text NOT NULL CHECK ((JSON_VALID("allowed_client_ids") OR "allowed_client_ids" IS NULL)), "endpoint_overrides" text NOT NULL CHECK ((JSON_VALID("endpoint_overrides") OR "endpoint_overrides" IS NULL)), "use_discovery" bool NOT NULL, "discovered" text NOT NULL CHECK ((JSON_VALID("discovered") OR "discovered" IS NULL)), "discovered_at" datetime NULL, "discovery_problem" varchar(500) NOT NULL, "trusted_ca" text NOT NULL, "allow_private" bool NOT NULL, "created_at" datetime NOT NULL, "management_client_id" char(32) NULL REFERENCES "mosaic_clients_client" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "mosaic_clients_environment" VALUES('f6e0193b6a51418cb4ef63229d48dc6b','live','https://127.0.0.1:18443/cis','["https://sandbox.userid.test"]','["userid-api", "https://payments.test", "https://ledger.test"]','["RS256", "ES256"]','["at+jwt", "JWT"]',0,'[]','["b9e9487c798c7f79"]','[]','{"userinfo": "/cis/oidc/userinfo"}',1,'{"issuer": "https://sandbox.userid.test", "token_endpoint": "https://127.0.0.1:18443/cis/oidc/token", "authorization_endpoint": "https://127.0.0.1:18443/cis/oidc/auth", "pushed_authorization_request_endpoint": "https://127.0.0.1:18443/cis/oidc/request", "backchannel_authentication_endpoint": "https://127.0.0.1:18443/cis/oidc/backchannel", "device_authorization_endpoint": "https://127.0.0.1:18443/cis/oidc/device/auth", "revocation_endpoint": "https://127.0.0.1:18443/cis/oidc/token/revocation", "introspection_endpoint": "https://127.0.0.1:18443/cis/oidc/token/introspection", "userinfo_endpoint": "https://127.0.0.1:18443/cis/oidc/me", "end_session_endpoint": "https://127.0.0.1:18443/cis/oidc/session/end", "jwks_uri": "https://127.0.0.1:18443/cis/oidc/jwks", "id_token_signing_alg_values_supported": ["RS256"], "token_endpoint_auth_methods_supported": ["self_signed_tls_client_auth", "tls_client_auth"], "code_challenge_methods_supported": ["S256"], "tls_client_certificate_bound_access_tokens": true, "authorization_response_iss_parameter_supported": true}','2026-08-20 12:00:00','','-----BEGIN CERTIFICATE-----
MIIBzjCCAXSgAwIBAgIUXT5EGCrFCMp0kdOvw4dgHkpjz+0wCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRTW9zYWljIHNhbmRib3ggQ0EwHhcNMjYxMTI5MjAxNDIyWhcN
MzYxMTI2MjAxOTIyWjAcMRowGAYDVQQDDBFNb3NhaWMgc2FuZGJveCBDQTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABD9wLHUHSKnV3TcvWfZDcY2TC2gXVwpi/vBV
46hSd4LJ7pe76uVPt8CVeNv9YWuaDnYDJZFxRqa0Kd4km2CwDfyjgZMwgZAwHQYD
VR0OBBYEFC2s6zh9OLsDKFVHpTeidj2o8OngMBIGA1UdEwEB/wQIMAYBAf8CAQAw
DgYDVR0PAQH/BAQDAgEGMEsGA1UdHgEB/wRBMD+gPTALgglsb2NhbGhvc3QwCocI
fwAAAP8AAAAwIocgAAAAAAAAAAAAAAAAAAAAAf////////////////////8wCgYI
KoZIzj0EAwIDSAAwRQIgPt1lEVX+8+CFx0zR/wH/M4ibH24sEd0AT7yINxlA0oMC
IQD7TYfbptyvZq7IXcZ47G1LheaSfhGzYI7XpAJkW1i9uA==
-----END CERTIFICATE-----
',1,'2026-08-20 12:00:00','1e2fe07e826845d1b1eaa203eb03469d');
INSERT INTO "mosaic_clients_environment" VALUES('c6ace95dd55c4d4b8e375986daf61602','dark','https://127.0.0.1:18443/cis','["https://dark.userid.test"]','["userid-api", "https://payments.test"]','["RS256", "PS256"]','["at+jwt", "JWT"]',1,'[]','[]','[]','{}',0,'{}',NULL,'','-----BEGIN CERTIFICATE-----
MIIBzjCCAXSgAwIBAgIUXT5EGCrFCMp0kdOvw4dgHkpjz+0wCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRTW9zYWljIHNhbmRib3ggQ0EwHhcNMjYxMTI5MjAxNDIyWhcN
MzYxMTI2MjAxOTIyWjAcMRowGAYDVQQDDBFNb3NhaWMgc2FuZGJveCBDQTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABD9wLHUHSKnV3TcvWfZDcY2TC2gXVwpi/vBV
46hSd4LJ7pe76uVPt8CVeNv9YWuaDnYDJZFxRqa0Kd4km2CwDfyjgZMwgZAwHQYD
VR0OBBYEFC2s6zh9OLsDKFVHpTeidj2o8OngMBIGA1UdEwEB/wQIMAYBAf8CAQAw
DgYDVR0PAQH/BAQDAgEGMEsGA1UdHgEB/wRBMD+gPTALgglsb2NhbGhvc3QwCocI
fwAAAP8AAAAwIocgAAAAAAAAAAAAAAAAAAAAAf////////////////////8wCgYI
KoZIzj0EAwIDSAAwRQIgPt1lEVX+8+CFx0zR/wH/M4ibH24sEd0AT7yINxlA0oMC
IQD7TYfbptyvZq7IXcZ47G1LheaSfhGzYI7XpAJkW1i9uA==
-----END CERTIFICATE-----
',1,'2026-08-20 12:00:00',NULL);
INSERT INTO "mosaic_clients_environment" VALUES('c0e0121a792847308c04fef62414bcbc','fresh','https://127.0.0.1:18443/cis','["https://fresh.userid.test"]','["userid-api", "https://payments.test"]','["RS256", "PS256"]','["at+jwt", "JWT"]',0,'[]','[]','[]','{}',0,'{}',NULL,'','-----BEGIN CERTIFICATE-----
MIIBzjCCAXSgAwIBAgIUXT5EGCrFCMp0kdOvw4dgHkpjz+0wCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRTW9zYWljIHNhbmRib3ggQ0EwHhcNMjYxMTI5MjAxNDIyWhcN
MzYxMTI2MjAxOTIyWjAcMRowGAYDVQQDDBFNb3NhaWMgc2FuZGJveCBDQTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABD9wLHUHSKnV3TcvWfZDcY2TC2gXVwpi/vBV
46hSd4LJ7pe76uVPt8CVeNv9YWuaDnYDJZFxRqa0Kd4km2CwDfyjgZMwgZAwHQYD
VR0OBBYEFC2s6zh9OLsDKFVHpTeidj2o8OngMBIGA1UdEwEB/wQIMAYBAf8CAQAw
DgYDVR0PAQH/BAQDAgEGMEsGA1UdHgEB/wRBMD+gPTALgglsb2NhbGhvc3QwCocI
fwAAAP8AAAAwIocgAAAAAAAAAAAAAAAAAAAAAf////////////////////8wCgYI
KoZIzj0EAwIDSAAwRQIgPt1lEVX+8+CFx0zR/wH/M4ibH24sEd0AT7yINxlA0oMC
IQD7TYfbptyvZq7IXcZ47G1LheaSfhGzYI7XpAJkW1i9uA==
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBfDCCASOgAwIBAgIUEAi9EYwVPFV5d8NnmvAzaLF+f8MwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQT2xkIHBhcnRuZXIgcm9vdDAeFw0yNjEwMjExMTU1MDBaFw0y
NjExMzAxODAwMDBaMBsxGTAXBgNVBAMMEE9sZCBwYXJ0bmVyIHJvb3QwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAASYWmuM+PzJ+X2RUFixTwkZ84HPvDhCHDBC+GdB
LkVagk/AFCF8GS3pq6JZzXHb84Q1cgu2lGRhyIKreEoETn4xo0UwQzASBgNVHRMB
Af8ECDAGAQH/AgEAMA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQU443cWRBTy1eZ
RHOgJ/Kf6O8ExWQwCgYIKoZIzj0EAwIDRwAwRAIgGCVEll88GhSB5G6UKiz5jZn2
M7msbETxJLFaMgmmisgCIA+AkpQIHIjBE0yDW6hZaRuSxhQtZF6RIGuC9ykjx7xy
-----END CERTIFICATE-----
',1,'2026-08-20 12:00:00',NULL);
INSERT INTO "mosaic_clients_environment" VALUES('4f77f4198768406a8b688c6ba6de8c69','far','https://127.0.0.1:9/cis','["https://userid.security", "https://userid.security/second"]','["userid-api"]','["RS256", "PS256"]','["at+jwt", "JWT"]',0,'[]','[]','[]','{}',0,'{}',NULL,'','',1,'2026-08-20 12:00:00',NULL);
CREATE TABLE "mosaic_clients_event" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "kind" varchar(40) NOT NULL, "actor" varchar(150) NOT NULL, "client_name" varchar(64) NOT NULL, "kid" varchar(43) NOT NULL, "detail" varchar(500) NOT NULL, "client_id" char(32) NULL REFERENCES "mosaic_clients_client" ("id") DEFERRABLE INITIALLY DEFERRED, "environment_id" char(32) NULL REFERENCES "mosaic_clients_environment" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "mosaic_clients_event" VALUES(1,'2026-08-20 12:00:00','environment_added','operator','','','live',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(2,'2026-08-20 12:00:00','discovered','olivia','','','used; changed: authorization_endpoint, authorization_response_iss_parameter_supported, backchannel_authentication_endpoint, code_challenge_methods_supported, device_authorization_endpoint, end_session_endpoint, id_token_signing_alg_values_supported, introspection_endpoint, issuer, jwks_uri, pushed_authorization_request_endpoint, revocation_endpoint, tls_client_certificate_bound_access_tokens, token_endpoint, token_endpoint_auth_methods_supported, userinfo_endpoint',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(3,'2026-08-20 12:00:00','environment_added','operator','','','dark',NULL,'c6ace95dd55c4d4b8e375986daf61602');
INSERT INTO "mosaic_clients_event" VALUES(4,'2026-08-20 12:00:00','environment_added','operator','','','fresh',NULL,'c0e0121a792847308c04fef62414bcbc');
INSERT INTO "mosaic_clients_event" VALUES(5,'2026-08-20 12:00:00','environment_added','olivia','','','far',NULL,'4f77f4198768406a8b688c6ba6de8c69');
INSERT INTO "mosaic_clients_event" VALUES(6,'2026-08-20 12:00:00','environment_added','operator','','','passing',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(7,'2026-08-20 12:00:00','discovered','olivia','','','not used; changed: authorization_endpoint, authorization_response_iss_parameter_supported, backchannel_authentication_endpoint, code_challenge_methods_supported, device_authorization_endpoint, end_session_endpoint, id_token_signing_alg_values_supported, introspection_endpoint, issuer, jwks_uri, pushed_authorization_request_endpoint, revocation_endpoint, tls_client_certificate_bound_access_tokens, token_endpoint, token_endpoint_auth_methods_supported, userinfo_endpoint',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(8,'2026-08-20 12:00:00','discovery_left','olivia','','','',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(9,'2026-08-20 12:00:00','discovery_failed','olivia','','','Mosaic refuses (HTTP 503, http_503): a fault',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(10,'2026-08-20 12:00:00','environment_removed','olivia','','','passing',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(11,'2026-08-21 12:00:00','client_added','operator','manager','','manager.transmit','1e2fe07e826845d1b1eaa203eb03469d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(12,'2026-08-21 12:00:00','staged','operator','manager','0APNbj36en7X_GknU4jXXAFtOyVxc85mbtwtEmVMCjg','CN=manager.transmit','1e2fe07e826845d1b1eaa203eb03469d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(13,'2026-08-21 12:00:00','published','operator','manager','','through the client API','1e2fe07e826845d1b1eaa203eb03469d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(14,'2026-08-21 12:00:00','proven','operator','manager','0APNbj36en7X_GknU4jXXAFtOyVxc85mbtwtEmVMCjg','','1e2fe07e826845d1b1eaa203eb03469d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(15,'2026-08-21 12:00:00','activated','operator','manager','0APNbj36en7X_GknU4jXXAFtOyVxc85mbtwtEmVMCjg','','1e2fe07e826845d1b1eaa203eb03469d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(16,'2026-08-21 12:00:00','environment_changed','olivia','','','management_client',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(17,'2026-08-21 12:00:00','certificate_authority_added','olivia','','','issuing: CN=Issuing CA,O=Example',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(18,'2026-08-21 12:00:00','client_added','operator','payments','','payments.transmit','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(19,'2026-08-21 12:00:00','staged','olivia','payments','XU7fcK1aERHuFTbH41CqVxguBvCSGJzBwRB2joRYi1g','CN=payments.transmit (a rotation was asked for)','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(20,'2026-08-21 12:00:00','published','olivia','payments','','through the client API (Mosaic does not hold it yet)','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(21,'2026-08-21 12:00:00','proven','olivia','payments','XU7fcK1aERHuFTbH41CqVxguBvCSGJzBwRB2joRYi1g','Mosaic has to accept it first','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(22,'2026-08-21 12:00:00','activated','olivia','payments','XU7fcK1aERHuFTbH41CqVxguBvCSGJzBwRB2joRYi1g','Mosaic accepts it','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(23,'2026-08-21 12:00:00','client_added','operator','ledger','','ledger.transmit','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(24,'2026-08-21 12:00:00','staged','olivia','ledger','8JvQqSu80IAV8y1LOKJDg6ve0IjjvMMVFQ8o8HNXPR0','CN=ledger,O=Example (a rotation was asked for)','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(25,'2026-08-21 12:00:00','attached','olivia','ledger','8JvQqSu80IAV8y1LOKJDg6ve0IjjvMMVFQ8o8HNXPR0','CN=Issuing CA,O=Example (its CSR has no certificate yet)','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(26,'2026-08-21 12:00:00','published','olivia','ledger','','through the client API (Mosaic does not hold it yet)','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(27,'2026-08-21 12:00:00','proven','olivia','ledger','8JvQqSu80IAV8y1LOKJDg6ve0IjjvMMVFQ8o8HNXPR0','Mosaic has to accept it first','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(28,'2026-08-21 12:00:00','activated','olivia','ledger','8JvQqSu80IAV8y1LOKJDg6ve0IjjvMMVFQ8o8HNXPR0','Mosaic accepts it','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(29,'2026-09-30 12:00:00','client_added','operator','expired','','expired.transmit','6d798fb3af1747c9be8181b14d1dc776','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(30,'2026-09-30 12:00:00','staged','operator','expired','7Y8dDBZxyJ5B4A9qF9oremXzhop4nAWXtTuniO8AIM0','CN=expired.transmit','6d798fb3af1747c9be8181b14d1dc776','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(31,'2026-09-30 12:00:00','published','operator','expired','','through the client API','6d798fb3af1747c9be8181b14d1dc776','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(32,'2026-09-30 12:00:00','proven','operator','expired','7Y8dDBZxyJ5B4A9qF9oremXzhop4nAWXtTuniO8AIM0','','6d798fb3af1747c9be8181b14d1dc776','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(33,'2026-09-30 12:00:00','activated','operator','expired','7Y8dDBZxyJ5B4A9qF9oremXzhop4nAWXtTuniO8AIM0','','6d798fb3af1747c9be8181b14d1dc776','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(34,'2026-09-30 12:00:00','client_added','operator','shop','','shop.transmit','da85708a3caa4025a4d5f936cb7b6989','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(35,'2026-09-30 12:00:00','staged','operator','shop','jcJwnaugOOwjNGfS0O2e_oaDWlNgBZiGGR-hz3Owv1w','CN=shop.transmit','da85708a3caa4025a4d5f936cb7b6989','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(36,'2026-09-30 12:00:00','published','operator','shop','','through the client API','da85708a3caa4025a4d5f936cb7b6989','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(37,'2026-09-30 12:00:00','proven','operator','shop','jcJwnaugOOwjNGfS0O2e_oaDWlNgBZiGGR-hz3Owv1w','','da85708a3caa4025a4d5f936cb7b6989','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(38,'2026-09-30 12:00:00','activated','operator','shop','jcJwnaugOOwjNGfS0O2e_oaDWlNgBZiGGR-hz3Owv1w','','da85708a3caa4025a4d5f936cb7b6989','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(39,'2026-10-15 12:00:00','client_added','operator','bank','','bank.transmit','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(40,'2026-10-15 12:00:00','staged','olivia','bank','PXH6a9Ia3K4Rz4xO4m2I5AtAyJJ1-BU6NnUfqLNrIBw','CN=bank,O=Example','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(41,'2026-10-15 12:00:00','attached','olivia','bank','PXH6a9Ia3K4Rz4xO4m2I5AtAyJJ1-BU6NnUfqLNrIBw','CN=Sandbox issuing CA','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(42,'2026-10-15 12:00:00','published','operator','bank','','through the client API','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(43,'2026-10-15 12:00:00','proven','olivia','bank','PXH6a9Ia3K4Rz4xO4m2I5AtAyJJ1-BU6NnUfqLNrIBw','','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(44,'2026-10-15 12:00:00','activated','olivia','bank','PXH6a9Ia3K4Rz4xO4m2I5AtAyJJ1-BU6NnUfqLNrIBw','','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(45,'2026-10-15 12:01:00','staged','olivia','bank','YBFhLbFE46fzS-lmA7MOK5v3JuZIgwSvpYQF_85Mdm0','CN=bank,O=Example','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(46,'2026-10-15 12:01:00','attached','olivia','bank','YBFhLbFE46fzS-lmA7MOK5v3JuZIgwSvpYQF_85Mdm0','CN=Sandbox issuing CA','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(47,'2026-10-15 12:01:00','published','operator','bank','','through the client API','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(48,'2026-10-15 12:01:00','proven','olivia','bank','YBFhLbFE46fzS-lmA7MOK5v3JuZIgwSvpYQF_85Mdm0','','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(49,'2026-10-15 12:01:00','retiring','olivia','bank','PXH6a9Ia3K4Rz4xO4m2I5AtAyJJ1-BU6NnUfqLNrIBw','','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(50,'2026-10-15 12:01:00','activated','olivia','bank','YBFhLbFE46fzS-lmA7MOK5v3JuZIgwSvpYQF_85Mdm0','','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(51,'2026-10-15 12:02:00','retiring','olivia','bank','YBFhLbFE46fzS-lmA7MOK5v3JuZIgwSvpYQF_85Mdm0','','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(52,'2026-10-15 12:02:00','rolled_back','olivia','bank','PXH6a9Ia3K4Rz4xO4m2I5AtAyJJ1-BU6NnUfqLNrIBw','','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(53,'2026-10-15 12:02:00','client_added','operator','exporter','','exporter.transmit','ca70eea570c44d63828fc2fdf3b70e3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(54,'2026-10-15 12:02:00','staged','operator','exporter','ysnDHOWOwK-jAzVcAhkyCNZMd0-IPx6PwbexOwRj63k','CN=exporter.transmit','ca70eea570c44d63828fc2fdf3b70e3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(55,'2026-10-15 12:02:00','published','operator','exporter','','through the client API','ca70eea570c44d63828fc2fdf3b70e3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(56,'2026-10-15 12:02:00','proven','operator','exporter','ysnDHOWOwK-jAzVcAhkyCNZMd0-IPx6PwbexOwRj63k','','ca70eea570c44d63828fc2fdf3b70e3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(57,'2026-10-15 12:02:00','activated','operator','exporter','ysnDHOWOwK-jAzVcAhkyCNZMd0-IPx6PwbexOwRj63k','','ca70eea570c44d63828fc2fdf3b70e3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(58,'2026-10-15 12:02:00','exported','olivia','exporter','ysnDHOWOwK-jAzVcAhkyCNZMd0-IPx6PwbexOwRj63k','the private key in clear','ca70eea570c44d63828fc2fdf3b70e3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(59,'2026-10-15 12:02:00','client_added','operator','imported','','imported.transmit','31c497d7f5f242c4abd0675f299c5b02','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(60,'2026-10-15 12:02:00','imported','olivia','imported','ysnDHOWOwK-jAzVcAhkyCNZMd0-IPx6PwbexOwRj63k','CN=exporter.transmit','31c497d7f5f242c4abd0675f299c5b02','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(61,'2026-10-15 12:02:00','published','operator','imported','','through the client API','31c497d7f5f242c4abd0675f299c5b02','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(62,'2026-10-15 12:02:00','proven','olivia','imported','ysnDHOWOwK-jAzVcAhkyCNZMd0-IPx6PwbexOwRj63k','','31c497d7f5f242c4abd0675f299c5b02','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(63,'2026-10-15 12:02:00','activated','olivia','imported','ysnDHOWOwK-jAzVcAhkyCNZMd0-IPx6PwbexOwRj63k','','31c497d7f5f242c4abd0675f299c5b02','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(64,'2026-10-16 12:02:00','retired','worker','bank','YBFhLbFE46fzS-lmA7MOK5v3JuZIgwSvpYQF_85Mdm0','its overlap is over','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(65,'2026-10-20 12:02:00','staged','worker','ledger','fEEeWcFvxRe4_4NXb5DLlNXH31BbTvQhPo3gXynuUfA','CN=ledger,O=Example (the certificate in use is to be renewed)','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(66,'2026-10-20 12:02:00','attached','worker','ledger','fEEeWcFvxRe4_4NXb5DLlNXH31BbTvQhPo3gXynuUfA','CN=Issuing CA,O=Example (its CSR has no certificate yet)','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(67,'2026-10-20 12:02:00','proven','worker','ledger','fEEeWcFvxRe4_4NXb5DLlNXH31BbTvQhPo3gXynuUfA','Mosaic has to accept it first','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(68,'2026-10-20 12:02:00','retiring','worker','ledger','8JvQqSu80IAV8y1LOKJDg6ve0IjjvMMVFQ8o8HNXPR0','Mosaic accepts it','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(69,'2026-10-20 12:02:00','activated','worker','ledger','fEEeWcFvxRe4_4NXb5DLlNXH31BbTvQhPo3gXynuUfA','Mosaic accepts it','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(70,'2026-10-20 12:02:00','staged','worker','payments','OcFcOP8ryacHb1D7oxeu4uGsO59sDxkb2PvDhraS8hc','CN=payments.transmit (the certificate in use is to be renewed)','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(71,'2026-10-20 12:02:00','published','worker','payments','','through the client API (Mosaic does not hold it yet)','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(72,'2026-10-20 12:02:00','proven','worker','payments','OcFcOP8ryacHb1D7oxeu4uGsO59sDxkb2PvDhraS8hc','Mosaic has to accept it first','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(73,'2026-10-20 12:02:00','retiring','worker','payments','XU7fcK1aERHuFTbH41CqVxguBvCSGJzBwRB2joRYi1g','Mosaic accepts it','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(74,'2026-10-20 12:02:00','activated','worker','payments','OcFcOP8ryacHb1D7oxeu4uGsO59sDxkb2PvDhraS8hc','Mosaic accepts it','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(75,'2026-10-21 12:00:00','retired','worker','ledger','8JvQqSu80IAV8y1LOKJDg6ve0IjjvMMVFQ8o8HNXPR0','its overlap is over','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(76,'2026-10-21 12:00:00','retired','worker','payments','XU7fcK1aERHuFTbH41CqVxguBvCSGJzBwRB2joRYi1g','its overlap is over','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(77,'2026-10-21 12:00:00','published','worker','payments','','through the client API (Mosaic still holds a key that is out of use)','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(78,'2026-10-21 12:00:00','certificate_authority_added','olivia','','','ending: CN=Ending CA,O=Example',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(79,'2026-10-21 12:00:00','environment_changed','olivia','','','trusted_ca',NULL,'c0e0121a792847308c04fef62414bcbc');
INSERT INTO "mosaic_clients_event" VALUES(80,'2026-10-21 12:00:00','client_added','operator','kiosk','','kiosk.transmit','fc3038df75a24f1bb3fd5537df575a19','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(81,'2026-10-21 12:00:00','staged','olivia','kiosk','2Q4m0WUNgJSUYA4HJCapV5zDKDQjtK-ONgEFNOEMFlw','CN=kiosk,O=Example (a rotation was asked for)','fc3038df75a24f1bb3fd5537df575a19','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(82,'2026-10-21 12:00:00','attached','olivia','kiosk','2Q4m0WUNgJSUYA4HJCapV5zDKDQjtK-ONgEFNOEMFlw','CN=Ending CA,O=Example (its CSR has no certificate yet)','fc3038df75a24f1bb3fd5537df575a19','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(83,'2026-10-21 12:00:00','published','olivia','kiosk','','through the client API (Mosaic does not hold it yet)','fc3038df75a24f1bb3fd5537df575a19','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(84,'2026-10-21 12:00:00','proven','olivia','kiosk','2Q4m0WUNgJSUYA4HJCapV5zDKDQjtK-ONgEFNOEMFlw','Mosaic has to accept it first','fc3038df75a24f1bb3fd5537df575a19','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(85,'2026-10-21 12:00:00','activated','olivia','kiosk','2Q4m0WUNgJSUYA4HJCapV5zDKDQjtK-ONgEFNOEMFlw','Mosaic accepts it','fc3038df75a24f1bb3fd5537df575a19','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(86,'2026-10-21 12:00:00','client_added','operator','gone','','gone.transmit',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(87,'2026-10-21 12:00:00','staged','operator','gone','ElP5-Kz7iJZMmEZ38hAB6VFln4vG6IWe13B30z4MARQ','CN=gone.transmit',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(88,'2026-10-21 12:00:00','published','operator','gone','','through the client API',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(89,'2026-10-21 12:00:00','proven','operator','gone','ElP5-Kz7iJZMmEZ38hAB6VFln4vG6IWe13B30z4MARQ','',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(90,'2026-10-21 12:00:00','activated','operator','gone','ElP5-Kz7iJZMmEZ38hAB6VFln4vG6IWe13B30z4MARQ','',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(91,'2026-10-21 12:00:00','client_changed','olivia','gone','','fapi: False → True',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(92,'2026-10-29 06:00:00','revoked','olivia','gone','ElP5-Kz7iJZMmEZ38hAB6VFln4vG6IWe13B30z4MARQ','',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(93,'2026-10-29 06:00:00','published','olivia','gone','','by hand',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(94,'2026-10-29 06:00:00','client_removed','olivia','gone','','gone.transmit',NULL,'f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(95,'2026-11-09 12:00:00','staged','olivia','payments','wOfvCZ0axxr9VLmkgDJ_2DYzkXEQ0AEHmZHKkGTGLjo','CN=payments.transmit (a rotation was asked for)','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(96,'2026-11-09 12:00:00','published','olivia','payments','','through the client API (Mosaic does not hold it yet)','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(97,'2026-11-09 12:00:00','proven','olivia','payments','wOfvCZ0axxr9VLmkgDJ_2DYzkXEQ0AEHmZHKkGTGLjo','Mosaic has to accept it first','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(98,'2026-11-09 12:00:00','retiring','olivia','payments','OcFcOP8ryacHb1D7oxeu4uGsO59sDxkb2PvDhraS8hc','Mosaic accepts it','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(99,'2026-11-09 12:00:00','activated','olivia','payments','wOfvCZ0axxr9VLmkgDJ_2DYzkXEQ0AEHmZHKkGTGLjo','Mosaic accepts it','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(100,'2026-11-10 12:00:00','retired','worker','payments','OcFcOP8ryacHb1D7oxeu4uGsO59sDxkb2PvDhraS8hc','its overlap is over','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(101,'2026-11-10 12:00:00','published','worker','payments','','through the client API (Mosaic still holds a key that is out of use)','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(102,'2026-11-16 12:00:00','key_destroyed','worker','bank','YBFhLbFE46fzS-lmA7MOK5v3JuZIgwSvpYQF_85Mdm0','its time is over','cf4de41e4ed6478fb55c800be2a0f97a','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(103,'2026-11-19 12:00:00','client_added','operator','pulse','','pulse.transmit','70367fa4dc4543dc8de3cf8311a6758f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(104,'2026-11-19 12:00:00','staged','operator','pulse','WZAhWBleHpimm4G9I5TFqYMgC_3DjB6FwYNc6ezF_XM','CN=pulse.transmit','70367fa4dc4543dc8de3cf8311a6758f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(105,'2026-11-19 12:00:00','published','operator','pulse','','through the client API','70367fa4dc4543dc8de3cf8311a6758f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(106,'2026-11-19 12:00:00','proven','operator','pulse','WZAhWBleHpimm4G9I5TFqYMgC_3DjB6FwYNc6ezF_XM','','70367fa4dc4543dc8de3cf8311a6758f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(107,'2026-11-19 12:00:00','activated','operator','pulse','WZAhWBleHpimm4G9I5TFqYMgC_3DjB6FwYNc6ezF_XM','','70367fa4dc4543dc8de3cf8311a6758f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(108,'2026-11-20 12:00:00','key_destroyed','worker','ledger','8JvQqSu80IAV8y1LOKJDg6ve0IjjvMMVFQ8o8HNXPR0','its time is over','93a37a3c3df644f0a56ac5447e2bbfda','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(109,'2026-11-20 12:00:00','key_destroyed','worker','payments','XU7fcK1aERHuFTbH41CqVxguBvCSGJzBwRB2joRYi1g','its time is over','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(110,'2026-11-20 12:00:00','client_added','operator','invoices','','invoices.transmit','bdf842da58e144f08683eec595707635','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(111,'2026-11-20 12:00:00','staged','olivia','invoices','OZLBY_Of1lcAxUKGFzibc15dnOGM_F_Aq8wO5kuI9vo','CN=invoices,O=Example (a rotation was asked for)','bdf842da58e144f08683eec595707635','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(112,'2026-11-20 12:00:00','client_added','operator','refunds','','refunds.transmit','434fe25d7c304ba98874116be42ca7ec','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(113,'2026-11-20 12:00:00','staged','olivia','refunds','tk-lMGhnsvYTYa6AOeWJ5PJwl1l-ZlU5iwbIz7TWN7I','CN=refunds.transmit','434fe25d7c304ba98874116be42ca7ec','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(114,'2026-11-20 12:00:00','published','operator','refunds','','through the client API','434fe25d7c304ba98874116be42ca7ec','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(115,'2026-11-20 12:00:00','proven','olivia','refunds','tk-lMGhnsvYTYa6AOeWJ5PJwl1l-ZlU5iwbIz7TWN7I','','434fe25d7c304ba98874116be42ca7ec','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(116,'2026-11-20 12:00:00','client_added','operator','reports','','reports.transmit','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(117,'2026-11-20 12:00:00','staged','olivia','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','CN=reports.transmit (a rotation was asked for)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(118,'2026-11-20 12:00:00','proof_failed','olivia','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(119,'2026-11-20 12:00:00','client_added','operator','drafts','','drafts.transmit','8cd8f092922f4db3a07c6fde12e661ed','4f77f4198768406a8b688c6ba6de8c69');
INSERT INTO "mosaic_clients_event" VALUES(120,'2026-11-20 12:00:00','client_added','operator','claims','','claims.transmit','4e59feedfac74ace878292edba8d2a99','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(121,'2026-11-20 12:00:00','staged','operator','claims','g0YwKi6lXqBzxw3I9EXyMGOO95SMGP5mTw9IVQsOvDE','CN=claims.transmit','4e59feedfac74ace878292edba8d2a99','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(122,'2026-11-20 12:00:00','published','operator','claims','','through the client API','4e59feedfac74ace878292edba8d2a99','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(123,'2026-11-20 12:00:00','proven','operator','claims','g0YwKi6lXqBzxw3I9EXyMGOO95SMGP5mTw9IVQsOvDE','','4e59feedfac74ace878292edba8d2a99','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(124,'2026-11-20 12:00:00','activated','operator','claims','g0YwKi6lXqBzxw3I9EXyMGOO95SMGP5mTw9IVQsOvDE','','4e59feedfac74ace878292edba8d2a99','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(125,'2026-11-20 12:00:00','staged','olivia','claims','2wUrNy_UBIoEkPyJC4JSS2dZjPZl5VrKwheQdfLoKEk','CN=claims.transmit','4e59feedfac74ace878292edba8d2a99','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(126,'2026-11-21 12:00:00','proof_failed','worker','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(127,'2026-11-22 12:00:00','proof_failed','worker','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(128,'2026-11-23 12:00:00','proof_failed','worker','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(129,'2026-11-24 12:00:00','proof_failed','worker','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(130,'2026-11-25 12:00:00','proof_failed','worker','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(131,'2026-11-26 12:00:00','proof_failed','worker','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(132,'2026-11-27 12:00:00','proof_failed','worker','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(133,'2026-11-27 12:00:00','problem','worker','reports','','Rotation, prove: Mosaic refuses (HTTP 401, invalid_client): client authentication failed','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(134,'2026-11-28 10:00:00','proof_failed','worker','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(135,'2026-11-28 21:00:00','proof_failed','worker','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(136,'2026-11-28 21:00:00','signing_keys_purged','olivia','','','forgot hhm1A2mF5zylf4m0hkRTwPq3z8lN9CbNtP9IXBaW_RE',NULL,'c0e0121a792847308c04fef62414bcbc');
INSERT INTO "mosaic_clients_event" VALUES(137,'2026-11-29 09:00:00','proof_failed','worker','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(138,'2026-11-29 09:00:00','client_added','operator','catalog','','catalog.transmit','2bd603a4c6034c93b2e5c852ffb5ffea','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(139,'2026-11-29 09:00:00','staged','operator','catalog','UtOuLCblbJlsU18zFwq8BycrJC87XNguCMWVM_9F3Z0','CN=catalog.transmit','2bd603a4c6034c93b2e5c852ffb5ffea','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(140,'2026-11-29 09:00:00','published','operator','catalog','','through the client API','2bd603a4c6034c93b2e5c852ffb5ffea','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(141,'2026-11-29 09:00:00','proven','operator','catalog','UtOuLCblbJlsU18zFwq8BycrJC87XNguCMWVM_9F3Z0','','2bd603a4c6034c93b2e5c852ffb5ffea','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(142,'2026-11-29 09:00:00','activated','operator','catalog','UtOuLCblbJlsU18zFwq8BycrJC87XNguCMWVM_9F3Z0','','2bd603a4c6034c93b2e5c852ffb5ffea','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(143,'2026-11-29 09:30:00','problem','worker','catalog','','Mosaic refuses (HTTP 503, http_503): a fault','2bd603a4c6034c93b2e5c852ffb5ffea','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(144,'2026-11-29 11:48:00','proof_failed','worker','reports','dWVsF-WtZ6whKxoEz0lJvV9GvCJwkGVGTCVWtg2iVZA','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','822e4778d03b4aa69bda16d39f2a36e1','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(145,'2026-11-29 11:48:00','staged','olivia','payments','LCohApaGy8-ouZP-By2xsCVim5KXTTi9YtvKuMjIXNk','CN=payments.transmit (a rotation was asked for)','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(146,'2026-11-29 11:48:00','published','olivia','payments','','through the client API (Mosaic does not hold it yet)','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(147,'2026-11-29 11:48:00','proven','olivia','payments','LCohApaGy8-ouZP-By2xsCVim5KXTTi9YtvKuMjIXNk','Mosaic has to accept it first','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(148,'2026-11-29 11:48:00','retiring','olivia','payments','wOfvCZ0axxr9VLmkgDJ_2DYzkXEQ0AEHmZHKkGTGLjo','Mosaic accepts it','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(149,'2026-11-29 11:48:00','activated','olivia','payments','LCohApaGy8-ouZP-By2xsCVim5KXTTi9YtvKuMjIXNk','Mosaic accepts it','7701ea416c06471982748ca6e3275180','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(150,'2026-11-29 11:50:00','problem','worker','exporter','','Mosaic refuses (HTTP 500, http_500): a fault','ca70eea570c44d63828fc2fdf3b70e3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(151,'2026-11-29 11:50:00','problem_solved','worker','exporter','','Mosaic refuses (HTTP 500, http_500): a fault','ca70eea570c44d63828fc2fdf3b70e3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(152,'2026-11-29 11:50:00','drift','worker','exporter','','Token binding is off at Mosaic.','ca70eea570c44d63828fc2fdf3b70e3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(153,'2026-11-29 11:50:00','drift_ended','worker','exporter','','','ca70eea570c44d63828fc2fdf3b70e3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(154,'2026-11-29 11:50:00','diagnosed','olivia','shop','jcJwnaugOOwjNGfS0O2e_oaDWlNgBZiGGR-hz3Owv1w','failed: token, clock','da85708a3caa4025a4d5f936cb7b6989','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(155,'2026-11-29 11:50:00','diagnosed','olivia','expired','7Y8dDBZxyJ5B4A9qF9oremXzhop4nAWXtTuniO8AIM0','failed: our_certificate','6d798fb3af1747c9be8181b14d1dc776','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(156,'2026-11-29 11:50:00','proof_failed','olivia','refunds','tk-lMGhnsvYTYa6AOeWJ5PJwl1l-ZlU5iwbIz7TWN7I','Mosaic refuses (HTTP 401, http_401): a fault','434fe25d7c304ba98874116be42ca7ec','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(157,'2026-11-29 11:50:00','client_added','operator','leaked','','leaked.transmit','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(158,'2026-11-29 11:50:00','staged','operator','leaked','xiCXqOot5JJ5QUWOm2NgKfOm2xIGpQxiedFNzqQvdWw','CN=leaked.transmit','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(159,'2026-11-29 11:50:00','published','operator','leaked','','through the client API','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(160,'2026-11-29 11:50:00','proven','operator','leaked','xiCXqOot5JJ5QUWOm2NgKfOm2xIGpQxiedFNzqQvdWw','','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(161,'2026-11-29 11:50:00','activated','operator','leaked','xiCXqOot5JJ5QUWOm2NgKfOm2xIGpQxiedFNzqQvdWw','','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(162,'2026-11-29 11:50:00','revoked','olivia','leaked','xiCXqOot5JJ5QUWOm2NgKfOm2xIGpQxiedFNzqQvdWw','','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(163,'2026-11-29 11:50:00','staged','olivia','leaked','KDnMF12Ca6its6gMEYkak4dHSBJVV7vB7SF_0l-xgFs','CN=leaked.transmit','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(164,'2026-11-29 11:50:00','push_failed','olivia','leaked','xiCXqOot5JJ5QUWOm2NgKfOm2xIGpQxiedFNzqQvdWw','Mosaic refuses (HTTP 503, http_503): a fault','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(165,'2026-11-29 11:50:00','published','olivia','leaked','','through the client API (Mosaic does not hold it yet)','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(166,'2026-11-29 11:50:00','proven','olivia','leaked','KDnMF12Ca6its6gMEYkak4dHSBJVV7vB7SF_0l-xgFs','Mosaic has to accept it first','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(167,'2026-11-29 11:50:00','activated','olivia','leaked','KDnMF12Ca6its6gMEYkak4dHSBJVV7vB7SF_0l-xgFs','Mosaic accepts it','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(168,'2026-11-29 11:50:00','token_not_revoked','olivia','leaked','xiCXqOot5JJ5QUWOm2NgKfOm2xIGpQxiedFNzqQvdWw','Mosaic refuses (HTTP 503, http_503): a fault','69b07295880848e5a61efc99ca6d6a3f','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(169,'2026-11-29 11:52:00','client_added','operator','logins','','logins.transmit','356b85e70d4841779a860fa1506a9c24','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(170,'2026-11-29 11:52:00','staged','operator','logins','1L6R_LeLlrnnkXB9mKmkYRu042Opz0qiwDpmWk68kLY','CN=logins.transmit','356b85e70d4841779a860fa1506a9c24','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(171,'2026-11-29 11:52:00','published','operator','logins','','through the client API','356b85e70d4841779a860fa1506a9c24','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(172,'2026-11-29 11:52:00','proven','operator','logins','1L6R_LeLlrnnkXB9mKmkYRu042Opz0qiwDpmWk68kLY','','356b85e70d4841779a860fa1506a9c24','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(173,'2026-11-29 11:52:00','activated','operator','logins','1L6R_LeLlrnnkXB9mKmkYRu042Opz0qiwDpmWk68kLY','','356b85e70d4841779a860fa1506a9c24','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(174,'2026-11-29 11:59:00','client_added','operator','orders','','orders.transmit','605f5b3452094162b1e3ab7b694f3f6d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(175,'2026-11-29 11:59:00','staged','operator','orders','EPd7rrEooICadNsFV8xVTvNS7-bHvRfbWnF-fRLQdpw','CN=orders.transmit','605f5b3452094162b1e3ab7b694f3f6d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(176,'2026-11-29 11:59:00','published','operator','orders','','through the client API','605f5b3452094162b1e3ab7b694f3f6d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(177,'2026-11-29 11:59:00','proven','operator','orders','EPd7rrEooICadNsFV8xVTvNS7-bHvRfbWnF-fRLQdpw','','605f5b3452094162b1e3ab7b694f3f6d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(178,'2026-11-29 11:59:00','activated','operator','orders','EPd7rrEooICadNsFV8xVTvNS7-bHvRfbWnF-fRLQdpw','','605f5b3452094162b1e3ab7b694f3f6d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(179,'2026-11-29 11:59:00','drift','olivia','orders','','Token binding is off at Mosaic.','605f5b3452094162b1e3ab7b694f3f6d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(180,'2026-11-29 11:59:00','staged','olivia','orders','OhPSoxToN1kJUcp5goHwDZh0PSFx71CnZUi9Ih8tIVU','CN=orders.transmit (a rotation was asked for)','605f5b3452094162b1e3ab7b694f3f6d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(181,'2026-11-29 11:59:00','problem','olivia','orders','','Rotation, publish: Mosaic refuses (HTTP 503, http_503): a fault','605f5b3452094162b1e3ab7b694f3f6d','f6e0193b6a51418cb4ef63229d48dc6b');
INSERT INTO "mosaic_clients_event" VALUES(182,'2026-11-29 12:00:00','bearer_denied','shell','','','',NULL,NULL);
CREATE TABLE "mosaic_clients_pendinggrant" ("id" char(32) NOT NULL PRIMARY KEY, "kind" varchar(16) NOT NULL, "status" varchar(16) NOT NULL, "scope" text NOT NULL, "code" text NOT NULL, "answer" text NOT NULL, "interval" real NOT NULL, "next_poll_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "answered_at" datetime NULL, "delete_at" datetime NOT NULL, "polls" integer unsigned NOT NULL CHECK ("polls" >= 0), "problem" varchar(500) NOT NULL, "created_at" datetime NOT NULL, "client_id" char(32) NOT NULL REFERENCES "mosaic_clients_client" ("id") DEFERRABLE INITIALLY DEFERRED, "credential_id" char(32) NULL REFERENCES "mosaic_clients_credential" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "mosaic_clients_pendinggrant" VALUES('52ad692f06d34143b79b0005ed7b732f','backchannel','EXPIRED','openid email','','',5.0,'2026-11-29 11:52:05','2026-11-29 11:53:00','2026-11-29 11:54:00','2026-11-30 11:54:00',0,'The request expired before anybody approved it. Start a new one.','2026-11-29 11:52:00','356b85e70d4841779a860fa1506a9c24','70d21c4d44e14b00b8f458380578e759');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('f32aaac27a4546ccbaa91050fa4f599b','device','DENIED','openid email','','',5.0,'2026-11-29 11:55:30','2026-11-29 12:04:00','2026-11-29 11:55:00','2026-11-30 11:55:00',1,'The user (or Mosaic for them) said no. Ask anew if that was a mistake.','2026-11-29 11:54:00','356b85e70d4841779a860fa1506a9c24','70d21c4d44e14b00b8f458380578e759');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('2f41bf93676a4942baa7d489abe11757','device','COLLECTED','openid email','','',5.0,'2026-11-29 11:56:30','2026-11-29 12:05:00','2026-11-29 11:56:00','2026-11-30 11:56:00',1,'','2026-11-29 11:55:00','356b85e70d4841779a860fa1506a9c24','70d21c4d44e14b00b8f458380578e759');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('ade7c32b09d4470886dfec5964a1fdc3','device','FAILED','openid email','','',5.0,'2026-11-29 11:57:30','2026-11-29 12:06:00','2026-11-29 11:57:00','2026-11-30 11:57:00',1,'Mosaic refuses (HTTP 400, invalid_grant): used up','2026-11-29 11:56:00','356b85e70d4841779a860fa1506a9c24','70d21c4d44e14b00b8f458380578e759');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('c1ab7f9bfd7848ba9ba66965bdc5c30a','device','GRANTED','openid email','v1.c70f84d29ea6.LQgtBA71nbbrmDgYDQB0pAdYcga8QbgIGE5y0xsD-xvL-2VG_VGDzuKmDL4z0xIyNTjP0fxpQ5sQJpo3MVPTR0zzZ6aT6x4=','v1.c70f84d29ea6.WySuqsbpzFP9tFp96mVvS0n3D8Dj-TkWZnsffxLTR-vf2x9x13FGpl9cKUZ-156_GK322v5jvsdl428z0UOwenlLVMOdu9XiCnkfVrhmHYxsSbDN565mKKZxNxV1fYJdGGV2cTYVHpGHtMFGQenBNJGZ52tHtYJ6PZh5khz4xVROHp8g6t7dIub4qXYd23dWNixusjoNExw_BI9v95VqB_rwKzjKSKPJmOgnP0TycD8AtGl_f1sKRhgP-0qmvVoP88vcKIGaC3NaVg27FZtBtSn00RDEs4ONuRyl2dlHTwiUDzD71p_e68ncN-EkFSwSpaqPqyd_y-JzuniznTsKVfr8SLUcFlFc_ZGPWHHv0mGsOlmGchX1SGKDQgVUXakcjojXk1P4jRRJPtbmMrQff_avSpRzYeqKRy0r4Am7nsmIzrV2dKxTZSONqnEp8Ojp-tgi2iMzCbvNzv38cgAATaJvhtmqSahCDw0Mpx6EdT5W3orCwweT44FyowtEM0S2P8fa8S62IwiNxfDlin6U2FgLnuix1BljyXGfDp-H2OFcgx8srXf-jtnhmykT0egQx0GUXdkqHMqAPwvM9l59C3FcfLgB7Z_C99DG1pgCt5o_kQdKbN-OWjDNI1G99fG4-1QysfnMeGgxETYhHB4u_YJ7uFkbNl3mXqycAI7DduShXAc1YRkOJEk1pWFV1proHdMeUfVrO1USLTFFwywvoP0Y48I18eLKK49ZQ1Ca6MLRlsjPUIHb-YuTpUY_gBROZooEW1H1THqQIuckv23PQvL1ZDHEkazGoF6EVmlvJO0CupQOpYjExEOz2ty-Agicrd7Rs5Te0mecYmMxEpUY9BabnO4oyO0v9_Pc-UwjkqLBCfC6udSdVUhKxeuSj8vRNnWmT7UXNua95jvTfqhFF5qYVlJUikYdLZm6v40gUea4E7VjI_Y4ledYbAj8v8SYKEkymVrGbzeXgqFN3gEeUVL6IAbsIIbT_802X6fHtbP9AQT_59CzMAEwHmNK6aCHsmeFiMUeGirBKWFg7__hh1CJdrIGm7SjRxcBx5qEwQbXWLpMrr60HsMfyTRdgJn9bj6Hu4Q7QNSSMP_m9RGUUYKoVBsUHw9bzz46kAVDoMl5WfeRhiik-TzCGAykiOfhqVfiQDQT5Of5eIlIKHgisKfnEcZxRO2DiSQ1QcFmpKWhAp08KXdSRffbKkTdEVCfd6cZ7g8lZ6Ojl_0t8D_aDuLjLe69xIQFICENvVw2cKDWGYHDHosfWjx8kXUALnJ8GNnFAhXMPjgp7EFGRj0RlpaNEb2kheQiFrPROFvbak1dfGZZwy67w-UEh_2Hnadbr--WiYS40QxkVr4Aje4joIzN_G0X5CzD8mAHXcPnAlJV5YfWJ_emnNF9imgVShTNmHYzL03ik8WaWtbggwOlPyJeXi1ggAtGVy7fxE9ibRdYpbJJbSQ0ALBqFSs_5yGzzl4VFZZmTYrI7Ihn06gum3RXzypuhAWBmMxK4Q3ZGTwM1AqwuLSRKnPYT1iDykjv14gsJCE46JfOIVUevLd6UPns2I672nhb1f_Ae2JnE2ENxdryDyDT4-n0wCudWwaggut2k7NxROf_qT3wdUQ8Md8I30WJm15OH_5p8ZQi5zO6p_DCFrb-83PUEWzSQHMdpcYjBfjfhQ9gAWeGs22svGgox5Z533x3CEIkeHymJJuLH2mHdJCkMfGKBCDEALgrqpfp65F0ed2725xpp_RDsxnrqOK7zpGvzo6H3aAPDIkPfSq_sFAGiEAwJ-WYKl9LVK6757ywilhsoSd9esSiQYKmUJ8jh4RVYIQ2ZlN4LjkFyRdq-cMyHdEqO6Md2ykNpsAIWaUDjxySR_8inKKS8YDtKATp8S5XKlyngvExB8txxfmhwkoa7Zg_EgK2HESw53th-Xw3_QnFSgnn3nxTJfzxN8icWr69oT8uXwW2QutmdKSnyMoWdJHcO7bO7lbZKHZAX3jvzAWqnz2hyAYq2KeetjIsetpsV3eRHxq-nTeTZrerTk2iWl11zqk0TfJM2qUh8_KPxzWO7uqL6g46xmj0b8qb6_QV_1sEbStREKY1K1uolQLyDpdbI903f913UJznpy-BZaj9Vi4bPbCBB8-j_obH_8aH-R_AJVnBPTxLnQsUtPY9ot2ijl4zaJtLI9jXydIlGNTIPrxWRnGnD8OiqVq2penRS4Rj7SVE0qrUGJS4C4Kvsihk3Opj4oF_IMUc7VxS1nVaUC3x46-QrFQq7dGP_Sp9BFWzJi8MeS8BIVbeVFjjz4iUp_zEaC8QQnSgxTzk4wpkoA0ALxv2JjlHPC2ZVjXr06g5LU_2X9jzCUlaxOR5B7qnTJpyTxAYlAnFAswYxxC6knzbvzFFDwsahvzyl0xkI1J-6_sYyQXCqFx99180ubpWLlBtVVK0H8wuesMQKIoaqr1entrzVj_2XDqZ9YhvkRQCcAH0nGq5mHeDdFZbpkYsL2tfeBKv4IHrwYhjUp9KOl_aMvby6dC7IxOmOHABREkUeRYIgrtbXza_76vVBEFgAAO3mYdUC59UcpsebFWg3wI7161XJ_oBy76MwiCYNiMoOevg6SnqFFd29nUcAzVpzyxRZYz4AIZm8VQj_PmWf0NaEU9h8fgv3RAV44NSCsI6T2wxotUq',5.0,'2026-11-29 11:58:30','2026-11-29 12:07:00','2026-11-29 11:58:00','2026-11-29 12:13:00',1,'','2026-11-29 11:57:00','356b85e70d4841779a860fa1506a9c24','70d21c4d44e14b00b8f458380578e759');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('88a5c67471c448f5a4299f9477809a3d','device','PENDING','openid email','v1.c70f84d29ea6.9lnAZjLr8qJMuJRUZnYmfr7ckjv8PYVlv1i0z7EaucKIL5TnadMEfNa1K_4gnbIQI7zHnjH0HE6qJswOcrLAhgZ70KAkf_0=','',5.0,'2026-11-29 11:58:05','2026-11-29 12:08:00',NULL,'2026-11-30 12:08:00',0,'','2026-11-29 11:58:00','356b85e70d4841779a860fa1506a9c24','70d21c4d44e14b00b8f458380578e759');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('2fcdbaaa36ff4c779fc0dd14da216587','backchannel','PENDING','openid email','v1.c70f84d29ea6.1JgJJ3mRW6G4U_ozpqLvxAF7JCSu54jtA_e_-Fy7N3ek32y7fH-2pSXSd6KDdmId7_S98NY8YjshxWWqciqqWbuQFogOmG0=','',5.0,'2026-11-29 11:58:05','2026-11-29 12:08:00',NULL,'2026-11-30 12:08:00',0,'','2026-11-29 11:58:00','356b85e70d4841779a860fa1506a9c24','70d21c4d44e14b00b8f458380578e759');
CREATE TABLE "mosaic_clients_revokedbearer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL UNIQUE, "expires_at" datetime NOT NULL, "added_at" datetime NOT NULL);
INSERT INTO "mosaic_clients_revokedbearer" VALUES(1,'53a217c427897d8041226a69960659d5e4864b48aeeacc37ca5b575fbd12e1cd','2026-11-29 12:55:00','2026-11-29 11:50:00');
INSERT INTO "mosaic_clients_revokedbearer" VALUES(2,'9dd0136f08e4cfb3bae2259b5d65848f3f02e3981a412c5a7adf1f0e05cd4e3c','2027-11-30 12:00:00','2026-11-29 12:00:00');
CREATE TABLE "mosaic_clients_signingkeyset" ("id" char(32) NOT NULL PRIMARY KEY, "key_set" text NOT NULL, "kids" text NOT NULL CHECK ((JSON_VALID("kids") OR "kids" IS NULL)), "etag" varchar(200) NOT NULL, "fetched_from" varchar(500) NOT NULL, "fetched_at" datetime NULL, "fresh_until" datetime NULL, "due_at" datetime NULL, "attempted_at" datetime NULL, "answered_at" datetime NULL, "failing_since" datetime NULL, "problem" varchar(500) NOT NULL, "generation" integer unsigned NOT NULL CHECK ("generation" >= 0), "environment_id" char(32) NOT NULL UNIQUE REFERENCES "mosaic_clients_environment" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "mosaic_clients_signingkeyset" VALUES('71ea841e87a9407abdf0d976f9752b7d','{"keys": [{"alg": "RS256", "e": "AQAB", "kid": "hhm1A2mF5zylf4m0hkRTwPq3z8lN9CbNtP9IXBaW_RE", "kty": "RSA", "n": "otwrTM4ffu_OlN0wkURgXRuQ32n4nsWdG_kPEhzk9w6RLwB609_tUfRPSmzKJsplhOfgO0-GZIlPV_uP5C2PpprrGZ7UG1kcBXOQZLQm5LTwc9j1geaYYggRgeLTXIbzjAzmclkWQnYToO3cECziTzIM3djgvp7RXXIVwvAOcOPx4e7asby6hX9vBMMBH_nsY0BXYtUu-bNGcpRDQZBk6ufV_333xSz9SAwmBAWhneeJWfD-xrvkKjYZOvrbe5kCf2ynxnln1YKxmd-gv4ysmFEARmbahrsyfDUd5itmVjh_Rp4VuEyL2qdNtR17lKfUikHkZRG_gvmur3dJzW-zPw", "use": "sig"}]}','["hhm1A2mF5zylf4m0hkRTwPq3z8lN9CbNtP9IXBaW_RE"]','"5ca63bfbc7720ce78147b8a159f40667"','https://127.0.0.1:18443/cis/oidc/jwks','2026-11-28 10:00:00','2026-11-28 10:05:00','2026-11-29 11:54:00','2026-11-29 11:52:00','2026-11-29 11:52:00','2026-11-28 21:00:00','Mosaic refuses (HTTP 503, http_503): a fault',0,'c6ace95dd55c4d4b8e375986daf61602');
INSERT INTO "mosaic_clients_signingkeyset" VALUES('a76ec28c6ba54e8e8c47ad7cf68ed2e9','','[]','','',NULL,NULL,'2026-11-29 11:54:00','2026-11-29 11:52:00','2026-11-29 11:52:00','2026-08-21 12:00:00','127.0.0.1:9 cannot be reached: the name does not resolve or nothing accepts the connection.',0,'4f77f4198768406a8b688c6ba6de8c69');
INSERT INTO "mosaic_clients_signingkeyset" VALUES('fae8588ca84c4bb483cc621490b4baaa','','[]','','',NULL,NULL,'2026-11-29 11:54:00','2026-11-29 11:52:00','2026-11-29 11:52:00','2026-11-28 21:00:00','Mosaic refuses (HTTP 503, http_503): a fault',1,'c0e0121a792847308c04fef62414bcbc');
INSERT INTO "mosaic_clients_signingkeyset" VALUES('c95933b102844d15a4b89ae387feccc2','{"keys": [{"alg": "RS256", "e": "AQAB", "kid": "hhm1A2mF5zylf4m0hkRTwPq3z8lN9CbNtP9IXBaW_RE", "kty": "RSA", "n": "otwrTM4ffu_OlN0wkURgXRuQ32n4nsWdG_kPEhzk9w6RLwB609_tUfRPSmzKJsplhOfgO0-GZIlPV_uP5C2PpprrGZ7UG1kcBXOQZLQm5LTwc9j1geaYYggRgeLTXIbzjAzmclkWQnYToO3cECziTzIM3djgvp7RXXIVwvAOcOPx4e7asby6hX9vBMMBH_nsY0BXYtUu-bNGcpRDQZBk6ufV_333xSz9SAwmBAWhneeJWfD-xrvkKjYZOvrbe5kCf2ynxnln1YKxmd-gv4ysmFEARmbahrsyfDUd5itmVjh_Rp4VuEyL2qdNtR17lKfUikHkZRG_gvmur3dJzW-zPw", "use": "sig"}]}','["hhm1A2mF5zylf4m0hkRTwPq3z8lN9CbNtP9IXBaW_RE"]','"5ca63bfbc7720ce78147b8a159f40667"','https://127.0.0.1:18443/cis/oidc/jwks','2026-11-29 12:00:00','2026-11-29 12:05:00','2026-11-29 12:04:00','2026-11-29 12:00:00','2026-11-29 12:00:00',NULL,'',0,'f6e0193b6a51418cb4ef63229d48dc6b');
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_user_groups_user_id_group_id_94350c0c_uniq" ON "auth_user_groups" ("user_id", "group_id");
CREATE INDEX "auth_user_groups_user_id_6a12ed8b" ON "auth_user_groups" ("user_id");
CREATE INDEX "auth_user_groups_group_id_97559544" ON "auth_user_groups" ("group_id");
CREATE UNIQUE INDEX "auth_user_user_permissions_user_id_permission_id_14a6b632_uniq" ON "auth_user_user_permissions" ("user_id", "permission_id");
CREATE INDEX "auth_user_user_permissions_user_id_a95ead1b" ON "auth_user_user_permissions" ("user_id");
CREATE INDEX "auth_user_user_permissions_permission_id_1fbb5f2c" ON "auth_user_user_permissions" ("permission_id");
CREATE INDEX "django_admin_log_content_type_id_c4bce8eb" ON "django_admin_log" ("content_type_id");
CREATE INDEX "django_admin_log_user_id_c564eba6" ON "django_admin_log" ("user_id");
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE UNIQUE INDEX "django_celery_beat_solarschedule_event_latitude_longitude_ba64999a_uniq" ON "django_celery_beat_solarschedule" ("event", "latitude", "longitude");
CREATE INDEX "django_celery_beat_periodictask_crontab_id_d3cba168" ON "django_celery_beat_periodictask" ("crontab_id");
CREATE INDEX "django_celery_beat_periodictask_interval_id_a8ca27da" ON "django_celery_beat_periodictask" ("interval_id");
CREATE INDEX "django_celery_beat_periodictask_solar_id_a87ce72c" ON "django_celery_beat_periodictask" ("solar_id");
CREATE INDEX "django_celery_beat_periodictask_clocked_id_47a69f82" ON "django_celery_beat_periodictask" ("clocked_id");
CREATE INDEX "mosaic_clients_certificateauthority_not_after_d4483e28" ON "mosaic_clients_certificateauthority" ("not_after");
CREATE INDEX "mosaic_clients_revokedbearer_expires_at_72917937" ON "mosaic_clients_revokedbearer" ("expires_at");
CREATE INDEX "mosaic_clients_environment_management_client_id_3323f74c" ON "mosaic_clients_environment" ("management_client_id");
CREATE INDEX "mosaic_clients_event_at_0b720a5e" ON "mosaic_clients_event" ("at");
CREATE INDEX "mosaic_clients_event_kind_07f0777c" ON "mosaic_clients_event" ("kind");
CREATE INDEX "mosaic_clients_event_client_id_9f6dc55d" ON "mosaic_clients_event" ("client_id");
CREATE INDEX "mosaic_clients_event_environment_id_32db28a1" ON "mosaic_clients_event" ("environment_id");
CREATE INDEX "mosaic_clients_pendinggrant_next_poll_at_8bae5778" ON "mosaic_clients_pendinggrant" ("next_poll_at");
CREATE INDEX "mosaic_clients_pendinggrant_delete_at_4d4b6a40" ON "mosaic_clients_pendinggrant" ("delete_at");
CREATE INDEX "mosaic_clients_pendinggrant_client_id_ab5daea5" ON "mosaic_clients_pendinggrant" ("client_id");
CREATE INDEX "mosaic_clients_pendinggrant_credential_id_b3e4986d" ON "mosaic_clients_pendinggrant" ("credential_id");
CREATE INDEX "mosaic_clients_signingkeyset_due_at_c732ee63" ON "mosaic_clients_signingkeyset" ("due_at");
CREATE UNIQUE INDEX "one_active_credential" ON "mosaic_clients_credential" ("client_id") WHERE "status" = 'ACTIVE';
CREATE UNIQUE INDEX "one_pending_credential" ON "mosaic_clients_credential" ("client_id") WHERE "status" IN ('AWAITING_CERTIFICATE', 'STAGED');
CREATE INDEX "mosaic_clients_credential_kid_d91fe7c6" ON "mosaic_clients_credential" ("kid");
CREATE INDEX "mosaic_clients_credential_x5t_s256_a8641e0d" ON "mosaic_clients_credential" ("x5t_s256");
CREATE INDEX "mosaic_clients_credential_not_after_c2c1d1b4" ON "mosaic_clients_credential" ("not_after");
CREATE INDEX "mosaic_clients_credential_material_e892af87" ON "mosaic_clients_credential" ("material");
CREATE INDEX "mosaic_clients_credential_client_id_664261a1" ON "mosaic_clients_credential" ("client_id");
CREATE INDEX "mosaic_clients_accesstoken_due_at_5de198e4" ON "mosaic_clients_accesstoken" ("due_at");
CREATE INDEX "mosaic_clients_accesstoken_client_id_28093892" ON "mosaic_clients_accesstoken" ("client_id");
CREATE INDEX "mosaic_clients_accesstoken_credential_id_df685133" ON "mosaic_clients_accesstoken" ("credential_id");
CREATE INDEX "mosaic_clients_client_rotation_due_at_58afd2dc" ON "mosaic_clients_client" ("rotation_due_at");
CREATE INDEX "mosaic_clients_client_certificate_authority_id_8f88bf58" ON "mosaic_clients_client" ("certificate_authority_id");
CREATE INDEX "mosaic_clients_client_environment_id_5b7fc8ae" ON "mosaic_clients_client" ("environment_id");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',43);
INSERT INTO "sqlite_sequence" VALUES('django_admin_log',0);
INSERT INTO "sqlite_sequence" VALUES('django_content_type',22);
INSERT INTO "sqlite_sequence" VALUES('auth_permission',90);
INSERT INTO "sqlite_sequence" VALUES('auth_group',0);
INSERT INTO "sqlite_sequence" VALUES('auth_user',2);
INSERT INTO "sqlite_sequence" VALUES('django_celery_beat_periodictask',8);
INSERT INTO "sqlite_sequence" VALUES('django_celery_beat_crontabschedule',0);
INSERT INTO "sqlite_sequence" VALUES('django_celery_beat_intervalschedule',6);
INSERT INTO "sqlite_sequence" VALUES('auth_user_user_permissions',5);
INSERT INTO "sqlite_sequence" VALUES('mosaic_clients_event',182);
INSERT INTO "sqlite_sequence" VALUES('mosaic_clients_alert',31);
INSERT INTO "sqlite_sequence" VALUES('mosaic_clients_revokedbearer',2);
COMMIT;
