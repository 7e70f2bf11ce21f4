import core.clock
import django.db.models.deletion
import submissions.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('challenges', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='challenges.challenge')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='accounts.organisation')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='Title of your solution')),
                ('created_at', models.DateTimeField(default=core.clock.now)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('challenge', 'supplier'), name='proposal_once_per_supplier')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='submissions.proposal')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='challenges.round')),
                ('work_code', models.CharField(default=submissions.models.new_work_code, max_length=10, unique=True, verbose_name='Work code')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('withdrawn', 'Withdrawn'), ('admissible', 'Admitted'), ('inadmissible', 'Not admitted'), ('advanced', 'Advanced'), ('not_advanced', 'Did not advance'), ('winner', 'Winner'), ('reserve', 'Reserve')], default='draft', max_length=20, verbose_name='State')),
                ('draft', models.JSONField(default=dict)),
                ('draft_saved_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=core.clock.now)),
            ],
            options={
                'indexes': [models.Index(fields=['round', 'state'], name='submissions_round_i_f42d8a_idx')],
                'constraints': [models.UniqueConstraint(fields=('proposal', 'round'), name='entry_once_per_round')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='submissions.entry')),
                ('question_key', models.SlugField(max_length=40)),
                ('stored_as', models.CharField(max_length=200, unique=True)),
                ('jury_copy_stored_as', models.CharField(max_length=200, unique=True)),
                ('original_name', models.CharField(max_length=255)),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('scan_state', models.CharField(choices=[('clean', 'Checked, no harm found'), ('not_scanned', 'Not checked for viruses')], max_length=20)),
                ('uploaded_at', models.DateTimeField()),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['uploaded_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Deposit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deposits', to='submissions.entry')),
                ('number', models.PositiveIntegerField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='challenges.challengeversion')),
                ('content', models.JSONField()),
                ('content_sha256', models.CharField(max_length=64)),
                ('received_at', models.DateTimeField()),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('attachments', models.ManyToManyField(related_name='deposits', to='submissions.attachment')),
            ],
            options={
                'ordering': ['entry', 'number'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'number'), name='deposit_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deposit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='submissions.deposit')),
                ('number', models.CharField(max_length=20, unique=True)),
                ('statement', models.JSONField()),
                ('jws', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Admissibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='admissibilities', to='submissions.entry')),
                ('is_admissible', models.BooleanField()),
                ('reason', models.TextField(blank=True, verbose_name='Reason')),
                ('checked_at', models.DateTimeField()),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['checked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OpeningConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opening_consents', to='challenges.round')),
                ('given_at', models.DateTimeField()),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'given_by'), name='opening_consent_once')],
            },
        ),
    ]
